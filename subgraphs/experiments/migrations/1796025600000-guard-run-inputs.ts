import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SEALED_SQLSTATE } from '#platform/database/schema/seal-table.js';

/** What a run read says truly whether it was named before the run ended: else it would be, or be missing, in the seal. */
export class GuardRunInputs1796025600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION refuse_untrue_end() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM added WHERE is_after_end <> EXISTS (SELECT FROM run_end e WHERE e.run_id = added.run_id)) THEN
          RAISE EXCEPTION '%: whether the run has ended is said wrongly', TG_TABLE_NAME USING ERRCODE = '${SEALED_SQLSTATE}';
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER run_end_is_true AFTER INSERT ON run_input REFERENCING NEW TABLE AS added
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrue_end()`);
    await runner.query('ALTER TABLE run_input ENABLE ALWAYS TRIGGER run_end_is_true');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER run_end_is_true ON run_input');
    await runner.query('DROP FUNCTION refuse_untrue_end()');
  }
}
