import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  checkDigests,
  createSealFunctions,
  dropSealFunctions,
  sealTable,
} from '#platform/database/schema/seal-table.js';
import { createLedgerTable, dropLedgerTable } from '#platform/ledger/ledger-table.js';

/** Environments, their sealed versions and the ledger. */
export class CreateEnvironments1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSealFunctions(runner);
    await createLedgerTable(runner);
    await runner.query(`
      CREATE TABLE environment (
        id uuid PRIMARY KEY,
        name text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL,
        created_by text NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE environment_version (
        id uuid PRIMARY KEY,
        environment_id uuid NOT NULL REFERENCES environment,
        name text NOT NULL,
        version text NOT NULL,
        version_order text COLLATE "C" NOT NULL,
        ref text NOT NULL UNIQUE,
        digest text NOT NULL,
        manifest text NOT NULL,
        image text,
        runtime jsonb,
        os text,
        packages jsonb NOT NULL,
        lock jsonb,
        hardware text,
        seed bigint,
        variables text[] NOT NULL,
        description text,
        created_at timestamptz NOT NULL,
        created_by text NOT NULL,
        UNIQUE (name, digest)
      )`);
    await runner.query('CREATE INDEX environment_version_page ON environment_version (environment_id, id)');
    await runner.query('CREATE INDEX environment_version_latest ON environment_version (name, version_order)');
    await runner.query(
      'CREATE INDEX environment_version_highest ON environment_version (environment_id, version_order)',
    );
    await sealTable(runner, 'environment');
    await sealTable(runner, 'environment_version');
    await checkDigests(runner, 'environment_version');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE environment_version');
    await runner.query('DROP TABLE environment');
    await dropLedgerTable(runner);
    await dropSealFunctions(runner);
  }
}
