import type { MigrationInterface, QueryRunner } from 'typeorm';
import { checkDigests, SEALED_SQLSTATE, sealTable } from '#platform/database/schema/seal-table.js';
import { noteRows } from '#platform/ledger/ledger-rows.js';

/** In the order in which they refer to each other; with the column by which many rows are noted in one sum. */
const TABLES = {
  logged_model: undefined,
  logged_model_end: undefined,
  logged_model_failure: undefined,
  logged_model_parameter: 'logged_model_id',
  logged_model_metric: 'logged_model_id',
  run_logged_model: 'run_id',
} as const;

/** Models that runs made and nobody has registered: with parameters and metrics, sealed once they are READY. */
export class LogModels1796031313000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createLoggedModel(runner);
    await createFacts(runner);
    await createMetrics(runner);
    for (const [table, manyBy] of Object.entries(TABLES)) {
      await sealTable(runner, table);
      await noteRows(runner, table, manyBy);
    }
    await checkDigests(runner, 'logged_model_end');
    await refuseUntrueEnd(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(TABLES).reverse()) await runner.query(`DROP TABLE ${table}`);
    await runner.query('DROP FUNCTION refuse_untrue_logged_model_end()');
  }
}

async function createLoggedModel(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE logged_model (
      id uuid PRIMARY KEY,
      experiment_id uuid NOT NULL REFERENCES experiment,
      ref text NOT NULL UNIQUE,
      run_id uuid REFERENCES run,
      name text NOT NULL,
      model_type text,
      external_id text,
      artifact_location text,
      tags jsonb NOT NULL,
      created_elsewhere_at timestamptz,
      created_elsewhere_by text,
      created_at timestamptz NOT NULL,
      created_by text NOT NULL,
      UNIQUE (experiment_id, external_id)
    )`);
  await runner.query('CREATE INDEX logged_model_page ON logged_model (experiment_id, id)');
  await runner.query('CREATE INDEX logged_model_newest ON logged_model (experiment_id, created_at DESC, id)');
}

async function createFacts(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE logged_model_end (
      logged_model_id uuid PRIMARY KEY REFERENCES logged_model,
      message text,
      artifacts jsonb NOT NULL,
      manifest text NOT NULL,
      digest text NOT NULL,
      at timestamptz NOT NULL,
      by text NOT NULL
    )`);
  await runner.query(`
    CREATE TABLE logged_model_failure (
      id uuid PRIMARY KEY,
      logged_model_id uuid NOT NULL REFERENCES logged_model,
      message text,
      at timestamptz NOT NULL,
      by text NOT NULL
    )`);
  await runner.query('CREATE INDEX logged_model_failure_of ON logged_model_failure (logged_model_id, id)');
  await runner.query(`
    CREATE TABLE logged_model_parameter (
      logged_model_id uuid NOT NULL REFERENCES logged_model,
      key text NOT NULL,
      value jsonb NOT NULL,
      is_after_end boolean NOT NULL,
      PRIMARY KEY (logged_model_id, key)
    )`);
  await runner.query(`
    CREATE TABLE run_logged_model (
      id uuid PRIMARY KEY,
      run_id uuid NOT NULL REFERENCES run,
      logged_model_id uuid NOT NULL REFERENCES logged_model,
      is_output boolean NOT NULL,
      step bigint NOT NULL,
      at timestamptz NOT NULL,
      by text NOT NULL,
      UNIQUE (run_id, logged_model_id, is_output, step)
    )`);
}

/** Keys by their bytes: the order of a page is that of the index, whatever the collation of the database. */
async function createMetrics(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE logged_model_metric (
      logged_model_id uuid NOT NULL REFERENCES logged_model,
      key text COLLATE "C" NOT NULL,
      step bigint NOT NULL,
      timestamp timestamptz NOT NULL,
      value double precision NOT NULL,
      arrival bigint GENERATED ALWAYS AS IDENTITY,
      is_timed boolean NOT NULL,
      run_id uuid REFERENCES run,
      dataset_name text,
      dataset_digest text,
      dataset_pin jsonb,
      dataset_key text NOT NULL,
      PRIMARY KEY (logged_model_id, key, step, timestamp, arrival)
    )`);
  const once = (name: string, moment: string, of: string) =>
    runner.query(`
      CREATE UNIQUE INDEX ${name} ON logged_model_metric (logged_model_id, key, step,${moment} value, dataset_key,
        coalesce(run_id, '00000000-0000-0000-0000-000000000000')) ${of}`);
  await once('logged_model_metric_once', ' timestamp,', '');
  await once('logged_model_metric_untimed', '', 'WHERE NOT is_timed');
}

/** A parameter says truly whether it came before its logged model was READY: else it would be, or be missing, in the seal. */
async function refuseUntrueEnd(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION refuse_untrue_logged_model_end() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM added WHERE is_after_end <> EXISTS (
           SELECT FROM logged_model_end e WHERE e.logged_model_id = added.logged_model_id)) THEN
        RAISE EXCEPTION '%: whether the logged model is READY is said wrongly', TG_TABLE_NAME USING ERRCODE = '${SEALED_SQLSTATE}';
      END IF;
      RETURN NULL;
    END $$`);
  await runner.query(`
    CREATE TRIGGER logged_model_end_is_true AFTER INSERT ON logged_model_parameter REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrue_logged_model_end()`);
  await runner.query('ALTER TABLE logged_model_parameter ENABLE ALWAYS TRIGGER logged_model_end_is_true');
}
