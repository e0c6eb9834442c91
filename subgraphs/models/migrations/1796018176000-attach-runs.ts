import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sealTable } from '#platform/database/schema/seal-table.js';
import { noteRows } from '#platform/ledger/ledger-rows.js';

/** When and by whom a version was made elsewhere, and the run of one that was registered before it had ended. */
export class AttachRuns1796018176000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE model_version ADD COLUMN created_elsewhere_at timestamptz, ADD COLUMN created_elsewhere_by text',
    );
    await runner.query(`
      CREATE TABLE run_attachment (
        model_version_id uuid PRIMARY KEY REFERENCES model_version,
        run_pin jsonb NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL
      )`);
    await sealTable(runner, 'run_attachment');
    await noteRows(runner, 'run_attachment');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE run_attachment');
    await runner.query('ALTER TABLE model_version DROP COLUMN created_elsewhere_at, DROP COLUMN created_elsewhere_by');
  }
}
