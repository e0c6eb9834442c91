import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  checkDigests,
  createSealFunctions,
  dropSealFunctions,
  sealTable,
} from '#platform/database/schema/seal-table.js';
import { createLedgerTable, dropLedgerTable } from '#platform/ledger/ledger-table.js';

const TABLES = [
  'model',
  'model_version',
  'status_change',
  'alias_change',
  'rollback',
  'deployment',
  'deployment_end',
] as const;

/** Models, their sealed versions, their status, the moves of their aliases, rollbacks, deployments, and the ledger. */
export class CreateModels1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSealFunctions(runner);
    await createLedgerTable(runner);
    await createVersionTables(runner);
    await createFactTables(runner);
    await createDeploymentTables(runner);
    for (const table of TABLES) await sealTable(runner, table);
    await checkDigests(runner, 'model_version');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await runner.query(`DROP TABLE ${table}`);
    await dropLedgerTable(runner);
    await dropSealFunctions(runner);
  }
}

async function createVersionTables(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE model (
      id uuid PRIMARY KEY,
      name text NOT NULL UNIQUE,
      created_at timestamptz NOT NULL,
      created_by text NOT NULL
    )`);
  await runner.query(`
    CREATE TABLE model_version (
      id uuid PRIMARY KEY,
      model_id uuid NOT NULL REFERENCES model,
      name text NOT NULL,
      version text NOT NULL,
      version_order text COLLATE "C" NOT NULL,
      ref text NOT NULL UNIQUE,
      external_version text,
      digest text NOT NULL,
      manifest text NOT NULL,
      architecture text,
      code jsonb,
      config jsonb,
      artifacts jsonb NOT NULL,
      dataset_pins jsonb NOT NULL,
      environment_pin jsonb,
      run_pin jsonb,
      parent_pins jsonb NOT NULL,
      missing jsonb NOT NULL,
      bump jsonb NOT NULL,
      description text,
      tags jsonb NOT NULL,
      created_at timestamptz NOT NULL,
      created_by text NOT NULL,
      UNIQUE (name, digest),
      UNIQUE (name, external_version)
    )`);
  await runner.query('CREATE INDEX model_version_page ON model_version (model_id, id)');
  await runner.query('CREATE INDEX model_version_latest ON model_version (name, version_order)');
  await runner.query('CREATE INDEX model_version_highest ON model_version (model_id, version_order)');
}

async function createFactTables(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE status_change (
      id uuid PRIMARY KEY,
      model_version_id uuid NOT NULL REFERENCES model_version,
      sequence integer NOT NULL,
      status text NOT NULL,
      at timestamptz NOT NULL,
      by text NOT NULL,
      reason text,
      UNIQUE (model_version_id, sequence)
    )`);
  await runner.query(`
    CREATE TABLE alias_change (
      id uuid PRIMARY KEY,
      model_id uuid NOT NULL REFERENCES model,
      model_name text NOT NULL,
      alias text NOT NULL,
      sequence integer NOT NULL,
      model_version_id uuid REFERENCES model_version,
      at timestamptz NOT NULL,
      by text NOT NULL,
      reason text,
      UNIQUE (model_id, alias, sequence)
    )`);
  await runner.query('CREATE INDEX alias_change_ref ON alias_change (model_name, alias, sequence)');
  await runner.query('CREATE INDEX alias_change_page ON alias_change (model_id, id)');
  // A rollback is a move of an alias, told apart: it has that move's id.
  await runner.query(`
    CREATE TABLE rollback (
      id uuid PRIMARY KEY REFERENCES alias_change,
      model_id uuid NOT NULL REFERENCES model,
      alias text NOT NULL,
      from_version_id uuid NOT NULL REFERENCES model_version,
      to_version_id uuid NOT NULL REFERENCES model_version,
      at timestamptz NOT NULL,
      by text NOT NULL,
      reason text NOT NULL,
      seconds double precision NOT NULL
    )`);
  await runner.query('CREATE INDEX rollback_page ON rollback (model_id, id)');
}

async function createDeploymentTables(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE deployment (
      id uuid PRIMARY KEY,
      target text NOT NULL,
      model_id uuid NOT NULL REFERENCES model,
      model_version_id uuid NOT NULL REFERENCES model_version,
      environment_pin jsonb,
      started_at timestamptz NOT NULL,
      by text NOT NULL
    )`);
  await runner.query('CREATE INDEX deployment_version ON deployment (model_version_id, id)');
  await runner.query('CREATE INDEX deployment_target ON deployment (model_id, target, id)');
  await runner.query('CREATE INDEX deployment_page ON deployment (target, id)');
  await runner.query(`
    CREATE TABLE deployment_end (
      deployment_id uuid PRIMARY KEY REFERENCES deployment,
      at timestamptz NOT NULL,
      by text NOT NULL,
      reason text
    )`);
}
