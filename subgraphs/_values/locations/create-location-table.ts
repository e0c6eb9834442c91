import type { QueryRunner } from 'typeorm';
import { sealTable } from '#platform/database/schema/seal-table.js';
import { noteRows } from '#platform/ledger/ledger-rows.js';

/**
 * Creates the table of places that were added to sealed versions.
 * @param versions the table of the versions
 */
export async function createLocationTable(runner: QueryRunner, versions: string): Promise<void> {
  await runner.query(`
    CREATE TABLE added_location (
      id uuid PRIMARY KEY,
      version_id uuid NOT NULL REFERENCES ${versions},
      path text,
      uri text NOT NULL,
      digest text NOT NULL,
      at timestamptz NOT NULL,
      by text NOT NULL
    )`);
  await runner.query('CREATE INDEX added_location_version ON added_location (version_id, id)');
  await sealTable(runner, 'added_location');
  await noteRows(runner, 'added_location');
}
