import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sealTable } from '#platform/database/schema/seal-table.js';
import { noteRows } from '#platform/ledger/ledger-rows.js';

/** What registrations are about to write in other subgraphs before their version, and that the version came. */
export class NoteUnfinishedRegistrations1795976670000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE parts_registration (
        id uuid PRIMARY KEY,
        content text NOT NULL UNIQUE,
        model text NOT NULL,
        parts jsonb NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE parts_registration_end (
        content text PRIMARY KEY REFERENCES parts_registration (content),
        model_version_id uuid NOT NULL REFERENCES model_version DEFERRABLE INITIALLY DEFERRED
      )`);
    for (const table of ['parts_registration', 'parts_registration_end']) {
      await sealTable(runner, table);
      await noteRows(runner, table);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE parts_registration_end');
    await runner.query('DROP TABLE parts_registration');
  }
}
