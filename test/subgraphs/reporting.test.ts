import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { migrate } from '#platform/database/schema/migrate.js';
import { makeReporting } from '#process/make-reporting.js';
import { REPORTING_VIEWS } from '#process/reporting-views.js';
import { SUBGRAPHS } from '#process/subgraph-definitions.js';
import { documentedBlocks } from '../docs/documented-blocks.js';
import { asAdmin } from '../support/admin.js';
import { tellStory } from '../support/moving-story.js';
import { testConfig } from '../support/test-config.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';
import { ROWS_BY_API } from './reporting-rows.js';

const READER = `reader_${randomBytes(6).toString('hex')}`;

let database: TestDatabase;
let graph: TestGraph;
let reader: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase({ template: inject('migratedTemplate') });
  graph = await createTestGraph({}, undefined, database.url);
  await tellStory(graph);
  const write = (input: string) => graph.ask(`mutation { ${input} { __typename } }`);
  await write('approve(input: { modelVersion: "demo/churn@2.0.0", comment: "fine" })');
  await write('setDescription(input: { of: "demo/churn", description: "Who leaves?" })');
  await write('archiveModel(input: { model: "demo/forecast" })');
  const [made] = sqlOf('docs/reporting.md');
  const name = new URL(database.url).pathname.slice(1);
  await asAdmin(
    database.url,
    made!.text.replaceAll('pedigraph_reader', READER).replace('DATABASE pedigraph', `DATABASE ${name}`),
  );
  await make();
  const url = Object.assign(new URL(database.url), { username: READER, password: 'a third secret' }).href;
  reader = new pg.Client({ connectionString: url });
  await reader.connect();
});
afterAll(async () => {
  await reader.end();
  await graph[Symbol.asyncDispose]();
  await asAdmin(database.url, `DROP OWNED BY ${READER}; DROP ROLE ${READER}`);
  await database[Symbol.asyncDispose]();
});

const sqlOf = (...files: readonly string[]) =>
  documentedBlocks().filter(({ file, language }) => files.includes(file) && language === 'sql');

const make = (role = READER) =>
  makeReporting({ url: database.servingUrl, migrationUrl: database.url }, testConfig(), role);

/** What a row has in these columns, as JSON. */
const asJson = (row: Readonly<Record<string, unknown>>, columns: readonly string[]) =>
  JSON.stringify(columns.map((column) => row[column]));

test.each(REPORTING_VIEWS)('reporting.$name has what the API answers, read by the role', async ({ name, columns }) => {
  const { rows, fields } = await reader.query(`SELECT * FROM reporting.${name}`);
  const { query, rowsOf } = ROWS_BY_API[name]!;
  const { data, errors } = await graph.ask<never>(query);
  expect(errors).toBeUndefined();
  const wanted = rowsOf(data);
  expect(fields.map((field) => field.name)).toEqual(Object.keys(columns));
  expect(wanted.length).toBeGreaterThan(0);
  const compared = Object.keys(wanted[0]!);
  const inJson = (all: typeof wanted) => all.map((row) => asJson(row, compared)).sort();
  expect(inJson(rows)).toEqual(inJson(wanted));
});

test('the role writes nothing, makes nothing, and reads no table of a subgraph', async () => {
  const { rows } = await reader.query(`
    SELECT n.nspname AS schema, c.relname AS name, p.may
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) AS p (may)
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
      AND has_table_privilege(c.oid, p.may) ORDER BY 1, 2, 3`);
  expect(rows.map(({ schema, name, may }) => `${may} ${schema}.${name}`).sort()).toEqual(
    REPORTING_VIEWS.map(({ name }) => `SELECT reporting.${name}`).sort(),
  );
  const refused = [
    'SELECT * FROM access.api_key',
    'SELECT * FROM models.model_version',
    "INSERT INTO reporting.models (model) VALUES ('x')",
    "UPDATE reporting.models SET created_by = 'me'",
    'DELETE FROM reporting.run_metrics',
    'CREATE TABLE reporting.mine (a int)',
    'CREATE VIEW reporting.mine AS SELECT 1 AS one',
    'CREATE SCHEMA mine',
    'CREATE TEMPORARY TABLE mine (a int)',
    'DROP VIEW reporting.models',
  ];
  const outcomes: string[] = [];
  for (const sql of refused)
    outcomes.push(
      await reader.query(sql).then(
        () => 'done',
        ({ code }: { code: string }) => code,
      ),
    );
  expect(outcomes.map((code, at) => [refused[at], ['42501', '55000', '2BP01'].includes(code)])).toEqual(
    refused.map((sql) => [sql, true]),
  );
});

test('no view reads of keys, sessions, roles or ledgers, and each names its own subgraph alone', () => {
  for (const { definition } of SUBGRAPHS)
    for (const { name, columns, from } of definition.reporting ?? []) {
      const sql = [from, ...Object.values(columns).map(([column]) => column)].join(' ');
      const others = SUBGRAPHS.map((other) => other.definition.name).filter((other) => other !== definition.name);
      const tables = others.filter((other) => new RegExp(`\\b${other}\\.[a-z_]+`).test(sql));
      expect([name, tables]).toEqual([name, []]);
      expect([name, sql]).not.toEqual([name, expect.stringMatching(/ledger_event|idempotent_step|api_key/)]);
    }
});

test('made again, it is the same; what is not declared any more goes, what is of others stays, and a new view is the role’s, too', async () => {
  const columns =
    'SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = $1 ORDER BY 1, 2';
  const before = (await reader.query(columns, ['reporting'])).rows;
  await asAdmin(database.url, 'CREATE VIEW reporting.of_before AS SELECT 1 AS one');
  await asAdmin(database.url, "COMMENT ON VIEW reporting.of_before IS 'Pedigraph: what there was'");
  await asAdmin(database.url, 'DROP VIEW reporting.models');
  await asAdmin(database.url, 'CREATE VIEW reporting.models AS SELECT 1 AS one, 2 AS two');
  await asAdmin(database.url, 'CREATE VIEW reporting.of_others AS SELECT dataset FROM reporting.datasets');
  await make();
  expect((await reader.query('SELECT dataset FROM reporting.of_others')).rowCount).toBe(2);
  await asAdmin(database.url, 'DROP VIEW reporting.of_others');
  expect((await reader.query(columns, ['reporting'])).rows).toEqual(before);
  const { rows } = await reader.query("SELECT obj_description('reporting'::regnamespace, 'pg_namespace') AS comment");
  expect(rows).toEqual([{ comment: 'Pedigraph reporting 1' }]);
});

test('a role that there is not, or that serves, is refused in a sentence', async () => {
  await expect(make('nobody_at_all')).rejects.toThrow('There is no role "nobody_at_all"');
  await expect(make(new URL(database.servingUrl).username)).rejects.toThrow('is for reports alone');
});

test('the role that serves is refused however the URL spells it', async () => {
  const { username } = new URL(database.servingUrl);
  const spelled = database.servingUrl.replace(
    `${username}:`,
    `%${username.charCodeAt(0).toString(16)}${username.slice(1)}:`,
  );
  expect(new URL(spelled).username).not.toBe(username);
  const store = { url: spelled, migrationUrl: database.url };
  await expect(makeReporting(store, testConfig(), username)).rejects.toThrow('is for reports alone');
});

test('the SQL of the documents runs as the role, and finds rows', async () => {
  const blocks = sqlOf('docs/metabase.md', 'docs/superset.md');
  expect(blocks.length).toBe(3);
  for (const { text, file, line } of blocks)
    expect((await reader.query(text)).rows.length, `${file}:${line}`).toBeGreaterThan(0);
});

/** Migrates the datasets, on a further migration that widens a column which a view reads. */
async function widenDatasets(): Promise<void> {
  const {
    name: schema,
    migrations,
    tables,
    reporting,
  } = SUBGRAPHS.find((one) => one.definition.name === 'datasets')!.definition;
  class WidenDatasets1999000000000 {
    name = 'WidenDatasets1999000000000';
    up = (runner: { query(sql: string): Promise<unknown> }) =>
      runner.query('ALTER TABLE dataset ALTER COLUMN created_by TYPE varchar(1000)');
    down = async () => {};
  }
  const all = [...migrations, WidenDatasets1999000000000] as never;
  const { timeouts } = testConfig();
  await migrate({ url: database.url, schema, migrations: all, tables, reporting, timeouts });
}

test('a migration under the views goes through, and leaves them in place; not under one that others rest on', async () => {
  await asAdmin(database.url, 'CREATE VIEW public.of_others AS SELECT dataset FROM reporting.datasets');
  await expect(widenDatasets()).rejects.toThrow(/not of Pedigraph rests on a view .*of_others/s);
  await asAdmin(database.url, 'DROP VIEW public.of_others');
  await widenDatasets();
  const { rows } = await reader.query('SELECT count(*)::int AS count FROM reporting.datasets');
  expect(rows).toEqual([{ count: 2 }]);
});
