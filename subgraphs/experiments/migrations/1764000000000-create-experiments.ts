import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  checkDigests,
  createSealFunctions,
  dropSealFunctions,
  SEALED_SQLSTATE,
  sealTable,
} from '#platform/database/schema/seal-table.js';
import { createLedgerTable, dropLedgerTable } from '#platform/ledger/ledger-table.js';

const TABLES = ['experiment', 'run', 'run_end', 'run_parameter', 'metric_point', 'archival'] as const;

/** Experiments, runs with their parameters and metrics, their ends, and the ledger. */
export class CreateExperiments1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSealFunctions(runner);
    await createLedgerTable(runner);
    await createRunTables(runner);
    await createDetailTables(runner);
    for (const table of TABLES) await sealTable(runner, table);
    await checkDigests(runner, 'run_end');
    await refuseAfterEnd(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await runner.query(`DROP TABLE ${table}`);
    await runner.query('DROP FUNCTION refuse_after_end()');
    await dropLedgerTable(runner);
    await dropSealFunctions(runner);
  }
}

async function createRunTables(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE experiment (
      id uuid PRIMARY KEY,
      name text NOT NULL UNIQUE,
      created_at timestamptz NOT NULL,
      created_by text NOT NULL
    )`);
  await runner.query(`
    CREATE TABLE run (
      id uuid PRIMARY KEY,
      experiment_id uuid NOT NULL REFERENCES experiment,
      ref text NOT NULL UNIQUE,
      name text NOT NULL,
      external_id text,
      code jsonb,
      input_pins jsonb NOT NULL,
      environment_pin jsonb,
      tags jsonb NOT NULL,
      started_at timestamptz NOT NULL,
      created_at timestamptz NOT NULL,
      created_by text NOT NULL,
      UNIQUE (experiment_id, external_id)
    )`);
  await runner.query('CREATE INDEX run_page ON run (experiment_id, id)');
  await runner.query(`
    CREATE TABLE run_end (
      run_id uuid PRIMARY KEY REFERENCES run,
      status text NOT NULL,
      ended_at timestamptz NOT NULL,
      artifacts jsonb NOT NULL,
      manifest text NOT NULL,
      digest text NOT NULL
    )`);
}

async function createDetailTables(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE run_parameter (
      run_id uuid NOT NULL REFERENCES run,
      key text NOT NULL,
      value jsonb NOT NULL,
      PRIMARY KEY (run_id, key)
    )`);
  await runner.query(`
    CREATE TABLE metric_point (
      run_id uuid NOT NULL REFERENCES run,
      key text NOT NULL,
      step bigint NOT NULL,
      timestamp timestamptz NOT NULL,
      value double precision NOT NULL,
      PRIMARY KEY (run_id, key, step, timestamp)
    )`);
  await runner.query(`
    CREATE TABLE archival (
      subject_id uuid PRIMARY KEY,
      at timestamptz NOT NULL,
      by text NOT NULL,
      reason text
    )`);
}

/** One check a statement, not a row: a statement may add a thousand points. */
async function refuseAfterEnd(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION refuse_after_end() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM added JOIN run_end USING (run_id)) THEN
        RAISE EXCEPTION '%: the run has ended', TG_TABLE_NAME USING ERRCODE = '${SEALED_SQLSTATE}';
      END IF;
      RETURN NULL;
    END $$`);
  for (const table of ['run_parameter', 'metric_point']) {
    await runner.query(`
      CREATE TRIGGER run_is_open AFTER INSERT ON ${table} REFERENCING NEW TABLE AS added
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_after_end()`);
    await runner.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER run_is_open`);
  }
}
