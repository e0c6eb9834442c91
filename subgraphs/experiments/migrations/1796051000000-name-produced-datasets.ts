import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sealTable } from '#platform/database/schema/seal-table.js';
import { noteRows } from '#platform/ledger/ledger-rows.js';

/** The dataset versions that runs made. */
export class NameProducedDatasets1796051000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE run_dataset_output (
        id uuid PRIMARY KEY,
        run_id uuid NOT NULL REFERENCES run,
        pin jsonb NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL
      )`);
    await runner.query("CREATE UNIQUE INDEX run_dataset_output_once ON run_dataset_output (run_id, (pin ->> 'id'))");
    await sealTable(runner, 'run_dataset_output');
    await noteRows(runner, 'run_dataset_output', 'run_id');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE run_dataset_output');
  }
}
