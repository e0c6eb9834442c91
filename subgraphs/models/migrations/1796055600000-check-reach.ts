import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sealTable } from '#platform/database/schema/seal-table.js';
import { noteRows } from '#platform/ledger/ledger-rows.js';

/** Whether the code and the files of versions were where they say, each time that somebody looked. */
export class CheckReach1796055600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reach_check (
        id uuid PRIMARY KEY,
        model_version_id uuid NOT NULL REFERENCES model_version,
        answer text NOT NULL,
        places jsonb NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL
      )`);
    await runner.query('CREATE INDEX reach_check_page ON reach_check (model_version_id, id)');
    await sealTable(runner, 'reach_check');
    await noteRows(runner, 'reach_check');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reach_check');
  }
}
