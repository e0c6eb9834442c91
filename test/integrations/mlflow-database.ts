import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';

/** A dataset that a run of a made-up store reads, and in which context. */
export interface MadeInput {
  readonly name: string;
  readonly digest: string;
  readonly schema: string;
  readonly context: string;
}

/** A run of a made-up store. */
export interface MadeRun {
  readonly id: string;
  readonly experiment: number;
  readonly name: string;
  readonly status: string;
  readonly deleted: boolean;
  readonly end: number | null;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** `key`, value, step, milliseconds since 1970. */
  readonly points: readonly (readonly [string, number, number | bigint, number])[];
  readonly inputs?: readonly MadeInput[];
}

/** A registered model of a made-up store; its versions are numbered from 1. */
export interface MadeModel {
  readonly name: string;
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
  /** From alias to number. */
  readonly aliases: Readonly<Record<string, number>>;
  readonly versions: readonly {
    readonly created: number;
    readonly user: string;
    readonly run: string | null;
    readonly source: string;
    readonly stage: string;
    readonly description: string;
    readonly tags: Readonly<Record<string, string>>;
  }[];
}

/** A made-up store. */
export interface MadeDatabase {
  readonly experiments: readonly {
    readonly id: number;
    readonly name: string;
    readonly deleted: boolean;
    readonly tags?: Readonly<Record<string, string>>;
  }[];
  readonly runs: readonly MadeRun[];
  readonly models?: readonly MadeModel[];
}

const SCHEMA = `
  CREATE TABLE alembic_version (version_num TEXT);
  INSERT INTO alembic_version VALUES ('dc11669786a5');
  CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name TEXT, artifact_location TEXT, lifecycle_stage TEXT, creation_time BIGINT);
  CREATE TABLE experiment_tags (key TEXT, value TEXT, experiment_id INTEGER);
  CREATE TABLE runs (run_uuid TEXT PRIMARY KEY, name TEXT, user_id TEXT, status TEXT, start_time BIGINT, end_time BIGINT, lifecycle_stage TEXT, experiment_id INTEGER);
  CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT);
  CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT);
  CREATE TABLE metrics (key TEXT, value FLOAT, timestamp BIGINT, run_uuid TEXT, step BIGINT, is_nan BOOLEAN);
  CREATE TABLE datasets (dataset_uuid TEXT, experiment_id INTEGER, name TEXT, digest TEXT, dataset_source_type TEXT, dataset_source TEXT, dataset_schema TEXT, dataset_profile TEXT);
  CREATE TABLE inputs (input_uuid TEXT, source_type TEXT, source_id TEXT, destination_type TEXT, destination_id TEXT, step BIGINT);
  CREATE TABLE input_tags (input_uuid TEXT, name TEXT, value TEXT);
  CREATE TABLE registered_models (name TEXT, creation_time BIGINT, description TEXT);
  CREATE TABLE registered_model_tags (key TEXT, value TEXT, name TEXT);
  CREATE TABLE registered_model_aliases (alias TEXT, version INTEGER, name TEXT);
  CREATE TABLE model_versions (name TEXT, version INTEGER, creation_time BIGINT, description TEXT, user_id TEXT, current_stage TEXT, source TEXT, run_id TEXT);
  CREATE TABLE model_version_tags (key TEXT, value TEXT, name TEXT, version INTEGER);
`;

type Insert = (table: string, ...values: (string | number | bigint | null)[]) => void;

/** MLflow's database as far as runs and the registry go, in a folder of its own. */
export async function createDatabase(made: MadeDatabase): Promise<{ readonly file: string } & AsyncDisposable> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pedigraph-mlflow-'));
  const file = path.join(folder, 'mlflow.db');
  const database = new DatabaseSync(file);
  database.exec(SCHEMA);
  // The driver ends a text at a NUL, MLflow's does not.
  const insert: Insert = (table, ...values) => {
    const places = values.map((value) => (isText(value) ? 'CAST(? AS TEXT)' : '?')).join(', ');
    const bound = values.map((value) => (isText(value) ? Buffer.from(value) : value));
    database.prepare(`INSERT INTO ${table} VALUES (${places})`).run(...bound);
  };
  database.exec('BEGIN');
  for (const { id, name, deleted, tags = {} } of made.experiments) {
    insert('experiments', id, name, null, deleted ? 'deleted' : 'active', 1_700_000_000_000 + id);
    for (const [key, value] of Object.entries(tags)) insert('experiment_tags', key, value, id);
  }
  for (const run of made.runs) insertRun(run, insert);
  for (const model of made.models ?? []) insertModel(model, insert);
  database.exec('COMMIT');
  database.close();
  return { file, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

function insertRun(run: MadeRun, insert: Insert): void {
  const { id, name, status, end, deleted, experiment } = run;
  insert('runs', id, name, 'ann', status, 1_700_000_000_000, end, deleted ? 'deleted' : 'active', experiment);
  for (const [key, value] of Object.entries(run.parameters)) insert('params', key, value, id);
  for (const [key, value] of Object.entries(run.tags)) insert('tags', key, value, id);
  for (const [key, value, step, at] of run.points)
    insert('metrics', key, Number.isNaN(value) ? 0 : value, at, id, step, Number.isNaN(value) ? 1 : 0);
  for (const [index, { name: dataset, digest, schema, context }] of (run.inputs ?? []).entries()) {
    const [use, source] = [`${id}-use-${index}`, `${id}-${index}`];
    insert('datasets', source, experiment, dataset, digest, 'local', '{}', schema, null);
    insert('inputs', use, 'DATASET', source, 'RUN', id, 0);
    insert('input_tags', use, 'mlflow.data.context', context);
  }
}

function insertModel({ name, description, tags, aliases, versions }: MadeModel, insert: Insert): void {
  insert('registered_models', name, 1_700_000_000_000, description);
  for (const [key, value] of Object.entries(tags)) insert('registered_model_tags', key, value, name);
  for (const [alias, number] of Object.entries(aliases)) insert('registered_model_aliases', alias, number, name);
  for (const [index, version] of versions.entries()) {
    const { created, user, run, source, stage } = version;
    insert('model_versions', name, index + 1, created, version.description, user, stage, source, run);
    for (const [key, value] of Object.entries(version.tags)) insert('model_version_tags', key, value, name, index + 1);
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
