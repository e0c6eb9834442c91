import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SEALED_SQLSTATE, sealTable } from '#platform/database/schema/seal-table.js';
import { noteRows } from '#platform/ledger/ledger-rows.js';

/** In the order in which they refer to each other; with the column by which the rows of one run are noted in one sum. */
const TABLES = {
  run_parameter_after_end: 'run_id',
  metric_point_after_end: 'run_id',
  run_continuation: undefined,
  run_continuation_end: undefined,
} as const;

/** What a run logs after it has ended stands beside what is sealed, in tables that take of no run that is open. */
export class LogAfterEnd1796015638000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createLogTables(runner);
    await createContinuationTables(runner);
    for (const [table, manyBy] of Object.entries(TABLES)) {
      await sealTable(runner, table);
      await noteRows(runner, table, manyBy);
    }
    await refuseBeforeEnd(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(TABLES).reverse()) await runner.query(`DROP TABLE ${table}`);
    await runner.query('DROP FUNCTION refuse_before_end()');
  }
}

async function createLogTables(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE run_parameter_after_end (
      run_id uuid NOT NULL,
      key text NOT NULL,
      value jsonb NOT NULL,
      PRIMARY KEY (run_id, key)
    )`);
  await runner.query(`
    CREATE TABLE metric_point_after_end (
      run_id uuid NOT NULL,
      key text NOT NULL,
      step bigint NOT NULL,
      timestamp timestamptz NOT NULL,
      value double precision NOT NULL,
      arrival bigint GENERATED ALWAYS AS IDENTITY,
      is_timed boolean NOT NULL,
      PRIMARY KEY (run_id, key, step, timestamp, value)
    )`);
  await runner.query(`
    CREATE UNIQUE INDEX metric_point_after_end_untimed ON metric_point_after_end (run_id, key, step, value)
    WHERE NOT is_timed`);
}

async function createContinuationTables(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE run_continuation (
      run_id uuid NOT NULL,
      sequence integer NOT NULL,
      started_at timestamptz NOT NULL,
      created_by text NOT NULL,
      PRIMARY KEY (run_id, sequence)
    )`);
  await runner.query(`
    CREATE TABLE run_continuation_end (
      run_id uuid NOT NULL,
      sequence integer NOT NULL,
      status text NOT NULL,
      ended_at timestamptz NOT NULL,
      artifacts jsonb NOT NULL,
      created_at timestamptz NOT NULL,
      created_by text NOT NULL,
      PRIMARY KEY (run_id, sequence),
      FOREIGN KEY (run_id, sequence) REFERENCES run_continuation
    )`);
}

/** One check a statement, not a row; it takes the place of a foreign key too, for a run that has ended is there for good. */
async function refuseBeforeEnd(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION refuse_before_end() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      logged uuid;
    BEGIN
      FOR logged IN SELECT DISTINCT run_id FROM added LOOP
        IF NOT EXISTS (SELECT FROM run_end WHERE run_id = logged) THEN
          RAISE EXCEPTION '%: the run has not ended', TG_TABLE_NAME USING ERRCODE = '${SEALED_SQLSTATE}';
        END IF;
      END LOOP;
      RETURN NULL;
    END $$`);
  for (const table of Object.keys(TABLES)) {
    await runner.query(`
      CREATE TRIGGER run_has_ended AFTER INSERT ON ${table} REFERENCING NEW TABLE AS added
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_before_end()`);
    await runner.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER run_has_ended`);
  }
}
