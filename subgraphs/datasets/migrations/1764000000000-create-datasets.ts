import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  checkDigests,
  createSealFunctions,
  dropSealFunctions,
  sealTable,
} from '#platform/database/schema/seal-table.js';
import { createLedgerTable, dropLedgerTable } from '#platform/ledger/ledger-table.js';

/** Datasets, their sealed versions and the ledger. */
export class CreateDatasets1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSealFunctions(runner);
    await createLedgerTable(runner);
    await runner.query(`
      CREATE TABLE dataset (
        id uuid PRIMARY KEY,
        name text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL,
        created_by text NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE dataset_version (
        id uuid PRIMARY KEY,
        dataset_id uuid NOT NULL REFERENCES dataset,
        name text NOT NULL,
        version text NOT NULL,
        version_order text COLLATE "C" NOT NULL,
        ref text NOT NULL UNIQUE,
        digest text NOT NULL,
        manifest text NOT NULL,
        files jsonb NOT NULL,
        schema jsonb NOT NULL,
        rows bigint,
        license text,
        statistics jsonb,
        splits jsonb NOT NULL,
        derived_from_ids uuid[] NOT NULL,
        source text,
        description text,
        created_at timestamptz NOT NULL,
        created_by text NOT NULL,
        UNIQUE (name, digest)
      )`);
    await runner.query('CREATE INDEX dataset_version_page ON dataset_version (dataset_id, id)');
    await runner.query('CREATE INDEX dataset_version_latest ON dataset_version (name, version_order)');
    await runner.query('CREATE INDEX dataset_version_highest ON dataset_version (dataset_id, version_order)');
    await runner.query('CREATE INDEX dataset_version_derived ON dataset_version USING gin (derived_from_ids)');
    await sealTable(runner, 'dataset');
    await sealTable(runner, 'dataset_version');
    await checkDigests(runner, 'dataset_version');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dataset_version');
    await runner.query('DROP TABLE dataset');
    await dropLedgerTable(runner);
    await dropSealFunctions(runner);
  }
}
