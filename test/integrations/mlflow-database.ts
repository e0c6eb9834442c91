import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';

/** A run of a made-up database. */
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
}

/** A made-up database. */
export interface MadeDatabase {
  readonly experiments: readonly { readonly id: number; readonly name: string; readonly deleted: boolean }[];
  readonly runs: readonly MadeRun[];
}

const SCHEMA = `
  CREATE TABLE alembic_version (version_num TEXT);
  INSERT INTO alembic_version VALUES ('dc11669786a5');
  CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name TEXT, artifact_location TEXT, lifecycle_stage TEXT, creation_time BIGINT);
  CREATE TABLE runs (run_uuid TEXT PRIMARY KEY, name TEXT, user_id TEXT, status TEXT, start_time BIGINT, end_time BIGINT, lifecycle_stage TEXT, experiment_id INTEGER);
  CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT);
  CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT);
  CREATE TABLE metrics (key TEXT, value FLOAT, timestamp BIGINT, run_uuid TEXT, step BIGINT, is_nan BOOLEAN);
`;

/** MLflow's database as far as runs go, in a folder of its own. */
export async function createDatabase(made: MadeDatabase): Promise<{ readonly file: string } & AsyncDisposable> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pedigraph-mlflow-'));
  const file = path.join(folder, 'mlflow.db');
  const database = new DatabaseSync(file);
  database.exec(SCHEMA);
  // The driver ends a text at a NUL, MLflow's does not.
  const insert = (table: string, ...values: (string | number | bigint | null)[]) =>
    database
      .prepare(
        `INSERT INTO ${table} VALUES (${values.map((value) => (isText(value) ? 'CAST(? AS TEXT)' : '?')).join(', ')})`,
      )
      .run(...values.map((value) => (isText(value) ? Buffer.from(value) : value)));
  database.exec('BEGIN');
  for (const { id, name, deleted } of made.experiments)
    insert('experiments', id, name, null, deleted ? 'deleted' : 'active', 1_700_000_000_000 + id);
  for (const run of made.runs) {
    const { id, name, status, end, deleted, experiment } = run;
    insert('runs', id, name, 'ann', status, 1_700_000_000_000, end, deleted ? 'deleted' : 'active', experiment);
    for (const [key, value] of Object.entries(run.parameters)) insert('params', key, value, id);
    for (const [key, value] of Object.entries(run.tags)) insert('tags', key, value, id);
    for (const [key, value, step, at] of run.points)
      insert('metrics', key, Number.isNaN(value) ? 0 : value, at, id, step, Number.isNaN(value) ? 1 : 0);
  }
  database.exec('COMMIT');
  database.close();
  return { file, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
