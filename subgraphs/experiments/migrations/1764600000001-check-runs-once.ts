import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SEALED_SQLSTATE } from '#platform/database/schema/seal-table.js';

const TABLES = ['run_parameter', 'metric_point'] as const;

/**
 * That the run of a point exists is asked once a statement, not once a point: a third of what a thousand points cost.
 * A foreign key has nothing more to do here, since a run is sealed: it is never deleted and its id never changes.
 */
export class CheckRunsOnce1764600000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION refuse_after_end() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        logged uuid;
      BEGIN
        FOR logged IN SELECT DISTINCT run_id FROM added LOOP
          IF NOT EXISTS (SELECT FROM run WHERE id = logged) THEN
            RAISE EXCEPTION '%: there is no such run', TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation';
          END IF;
          IF EXISTS (SELECT FROM run_end WHERE run_id = logged) THEN
            RAISE EXCEPTION '%: the run has ended', TG_TABLE_NAME USING ERRCODE = '${SEALED_SQLSTATE}';
          END IF;
        END LOOP;
        RETURN NULL;
      END $$`);
    for (const table of TABLES) await runner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_run_id_fkey`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(
        `ALTER TABLE ${table} ADD CONSTRAINT ${table}_run_id_fkey FOREIGN KEY (run_id) REFERENCES run`,
      );
    }
    await runner.query(`
      CREATE OR REPLACE FUNCTION refuse_after_end() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM added JOIN run_end USING (run_id)) THEN
          RAISE EXCEPTION '%: the run has ended', TG_TABLE_NAME USING ERRCODE = '${SEALED_SQLSTATE}';
        END IF;
        RETURN NULL;
      END $$`);
  }
}
