import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sealTable } from '#platform/database/schema/seal-table.js';
import { noteRows } from '#platform/ledger/ledger-rows.js';

/** What runs read that was named after they were started. */
export class AddRunInputs1796018265000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE run_input (
        id uuid PRIMARY KEY,
        run_id uuid NOT NULL REFERENCES run,
        pin jsonb NOT NULL,
        context text NOT NULL,
        tags jsonb NOT NULL,
        is_after_end boolean NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX run_input_once ON run_input (run_id, (pin ->> 'role'), (pin ->> 'id'), context)`);
    await sealTable(runner, 'run_input');
    await noteRows(runner, 'run_input');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE run_input');
  }
}
