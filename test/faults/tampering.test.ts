import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '#platform/config/read-config.js';
import { unsealedTables } from '#platform/database/rights/table-use.js';
import type { Subgraph } from '#platform/federation/open-subgraph.js';
import { VerificationError } from '#platform/verification/verification-error.js';
import { rebuildProjection } from '#process/rebuild-projection.js';
import { SUBGRAPHS } from '#process/subgraph-definitions.js';
import { verifyRef } from '#process/verify-ref.js';
import { type CheckpointHead, verifyStore } from '#process/verify-store.js';
import { asOwner } from '../support/as-owner.js';
import { rewritePast } from '../support/rewrite-past.js';
import type { TestGraph } from '../support/test-graph.js';
import { createWrittenStore } from './written-store.js';

const OWNERS = ['access', 'datasets', 'environments', 'experiments', 'models'] as const;

let graph: TestGraph;
let databaseUrl: string;
beforeAll(async () => {
  graph = await createWrittenStore();
  databaseUrl = String(owner('models').database.options.migrationUrl);
});
afterAll(() => graph[Symbol.asyncDispose]());

const owner = (name: string): Subgraph => graph.subgraphs.get(name)!;
const tablesOf = (name: string) => SUBGRAPHS.find(({ definition }) => definition.name === name)!.definition.tables;

/** What a verification says is wrong; null where nothing is. */
function wrong(checkpoint: readonly CheckpointHead[] = []): Promise<string | null> {
  return messageOf(() => verifyStore(readConfig({ DATABASE_URL: databaseUrl }), { checkpoint, onProgress: () => {} }));
}

async function messageOf(verify: () => Promise<unknown>): Promise<string | null> {
  try {
    await verify();
    return null;
  } catch (error) {
    if (error instanceof VerificationError) return error.message;
    throw error;
  }
}

/** Tampers, verifies, and puts everything back as it was. */
function wrongAfter(name: string, ...statements: readonly string[]): Promise<string | null> {
  return wrongAfterOf(
    () => verifyStore(readConfig({ DATABASE_URL: databaseUrl }), { checkpoint: [], onProgress: () => {} }),
    name,
    ...statements,
  );
}

/** The same with another verification. */
async function wrongAfterOf(
  verify: () => Promise<unknown>,
  name: string,
  ...statements: readonly string[]
): Promise<string | null> {
  const all = await asOwner(
    owner(name),
    `SELECT table_name AS table FROM information_schema.tables WHERE table_schema = '${name}' AND table_name <> 'migration'`,
  );
  const tables = all.filter(({ table }) => statements.some((sql) => sql.includes(`${name}.${table}`)));
  await asOwner(
    owner(name),
    'DROP SCHEMA IF EXISTS before CASCADE',
    'CREATE SCHEMA before',
    ...tables.map(({ table }) => `CREATE TABLE before.${table} AS TABLE ${name}.${table}`),
  );
  const unchecked = "SET LOCAL session_replication_role = 'replica'"; // no foreign key is asked
  await rewritePast(owner(name), unchecked, ...statements);
  const said = await messageOf(verify);
  const restore = tables.flatMap(({ table }) => [
    `DELETE FROM ${name}.${table}`,
    `INSERT INTO ${name}.${table} OVERRIDING SYSTEM VALUE TABLE before.${table}`,
  ]);
  await rewritePast(owner(name), unchecked, ...restore);
  return said;
}

test('a store that nobody has touched is whole, and says how much was looked at', async () => {
  const config = readConfig({ DATABASE_URL: databaseUrl });
  const verified = await verifyStore(config, { checkpoint: [], onProgress: () => {} });
  expect(verified.heads.map(({ subgraph }) => subgraph).sort()).toEqual([...OWNERS]);
  expect(verified.events).toBe(verified.heads.reduce((sum, { position }) => sum + position, 0));
  expect(verified.rows).toBeGreaterThan(verified.events);
  expect(verified.pins).toBe(15);
});

describe.each(OWNERS)('in %s', (name) => {
  test('any value of any column of any table that is changed is found', async () => {
    const columns: { table: string; column: string; type: string }[] = await owner(name).database.manager.query(
      `SELECT table_name AS table, column_name AS column, CASE WHEN is_identity = 'YES' THEN 'identity' ELSE data_type END AS type FROM information_schema.columns
       WHERE table_schema = $1 AND table_name <> ALL ($2) ORDER BY 1, 2`,
      [name, unsealedTables(tablesOf(name))],
    );
    const missed: string[] = [];
    for (const { table, column, type } of columns) {
      const place = `(SELECT ctid FROM ${name}.${table} ORDER BY ctid LIMIT 1)`;
      const said = await wrongAfter(
        name,
        `UPDATE ${name}.${table} SET ${column} = ${otherValue(column, type)} WHERE ctid = ${place}`,
      );
      if (said === null || !said.includes(table === 'ledger_event' ? `${name} ledger` : `${name}.${table}`))
        missed.push(`${table}.${column}: ${said}`);
    }
    expect(missed).toEqual([]);
    expect(await wrong()).toBeNull();
  }, 300_000);

  test('an event that is gone is found, wherever it stood, and so is one that is changed with its hash', async () => {
    const events = `${name}.ledger_event`;
    const last = `position = (SELECT max(position) FROM ${events})`;
    const said = [
      await wrongAfter(name, `DELETE FROM ${events} WHERE position = 1`),
      await wrongAfter(name, `DELETE FROM ${events} WHERE ${last}`),
      await wrongAfter(name, `UPDATE ${events} SET subject = 'x', hash = 'sha256:0' WHERE ${last}`),
      await wrongAfter(name, `DELETE FROM ${events}`),
    ];
    for (const sentence of said) expect(sentence).toMatch(/ledger|wrote/);
  });

  test('a row that is gone and a row that no event wrote are found', async () => {
    const [{ table }]: [{ table: string }] = await owner(name).database.manager.query(
      "SELECT table_name AS table FROM information_schema.tables WHERE table_schema = $1 AND table_name LIKE '%\\_version' OR table_name IN ('run_end', 'role_grant') AND table_schema = $1",
      [name],
    );
    const rows = `${name}.${table}`;
    expect(await wrongAfter(name, `DELETE FROM ${rows} WHERE ctid = (SELECT ctid FROM ${rows} LIMIT 1)`)).toMatch(
      `A row of ${rows} is gone`,
    );
    const key = table === 'run_end' ? 'run_id' : 'id';
    const more = `INSERT INTO ${rows} SELECT other.* FROM ${rows} t, jsonb_populate_record(t, jsonb_build_object('${key}', gen_random_uuid(), 'ref', 'x', 'name', 'x')) other LIMIT 1`;
    expect(await wrongAfter(name, more)).toMatch(`No event of the ${name} ledger wrote the row`);
  });
});

test('two versions that have changed places are found, though either is sealed well', async () => {
  const swap = (column: string) =>
    `UPDATE models.model_version t SET ${column} = o.${column} FROM models.model_version o WHERE o.id <> t.id AND o.name = t.name`;
  expect(
    await wrongAfter(
      'models',
      'ALTER TABLE models.model_version DROP CONSTRAINT model_version_name_digest_key',
      `${swap('digest').replace('SET digest = o.digest', 'SET digest = o.digest, manifest = o.manifest')}`,
      'ALTER TABLE models.model_version ADD CONSTRAINT model_version_name_digest_key UNIQUE (name, digest)',
    ),
  ).toMatch(/The row acme\/detector@\d\.0\.0 .* of models\.model_version is not as it was written/);
});

test('what a version in another subgraph rests on is missed, though its own rows and its ledger are gone without a trace', async () => {
  const said = await wrongAfter(
    'environments',
    'DELETE FROM environments.environment_version',
    'DELETE FROM environments.environment',
    'DELETE FROM environments.ledger_event',
  );
  expect(said).toMatch(/ rests on the EnvironmentVersion acme\/train@1\.0\.0, which is not in the store\.$/);
});

test('the catalog says that a ledger lost its end, a checkpoint is refused, and a rebuild empties nothing on a broken chain', async () => {
  const events = 'datasets.ledger_event';
  const catalog = owner('catalog');
  const count = async () =>
    (await catalog.database.manager.query<[{ rows: number }]>('SELECT count(*)::int AS rows FROM ledger_entry'))[0]
      .rows;
  const lag = async () => {
    const { data } = await graph.ask<{ catalogStatus: { lagEvents: number }[] }>('{ catalogStatus { lagEvents } }');
    return data.catalogStatus.map(({ lagEvents }) => lagEvents);
  };
  await expect.poll(lag, { timeout: 60_000 }).toEqual([0, 0, 0, 0, 0]);
  const before = await count();
  await asOwner(owner('datasets'), `CREATE TABLE before_end AS TABLE ${events}`);
  await rewritePast(owner('datasets'), `DELETE FROM ${events} WHERE position = (SELECT max(position) FROM ${events})`);
  await expect
    .poll(() => catalog.ready().then(String, (error: Error) => error.message), { timeout: 60_000 })
    .toContain(
      'The datasets ledger does not continue: the event at position 3 is not the one that the catalog has read',
    );
  const { errors } = await graph.ask('{ ledgerCheckpoint { rootHash } }');
  expect(errors?.[0]?.extensions.code).toBe('CONFLICT');

  await rewritePast(owner('datasets'), `UPDATE ${events} SET actor = 'mallory' WHERE position = 1`);
  const config = readConfig({ DATABASE_URL: databaseUrl, PEDIGRAPH_LOG_LEVEL: 'silent' });
  await expect(rebuildProjection(config, pino({ level: 'silent' }), () => {}, false)).rejects.toThrow(
    'In the datasets ledger the event at position 1 (DatasetVersionRegistered of acme/clean@1.0.0) was changed',
  );
  expect(await count()).toBe(before);

  await rewritePast(
    owner('datasets'),
    `DELETE FROM ${events}`,
    `INSERT INTO ${events} TABLE datasets.before_end`,
    'DROP TABLE datasets.before_end',
  );
  await expect.poll(() => catalog.ready().then(() => 'ready', String), { timeout: 60_000 }).toBe('ready');
});

test('one version is verified with all it rests on, through every subgraph, and whatever is changed below is named', async () => {
  const config = readConfig({ DATABASE_URL: databaseUrl });
  const version = 'acme/detector@2.0.0';
  const looked = await verifyRef(config, version);
  expect([...looked.refs].sort()).toEqual([
    'acme/clean@1.0.0',
    'acme/detector@1.0.0',
    version,
    // The run that it was registered with, and the one that was attached to it.
    expect.stringMatching(/^acme\/nightly@/),
    expect.stringMatching(/^acme\/nightly@/),
    'acme/train@1.0.0',
  ]);
  expect(looked.rows).toBeGreaterThan(6);
  const refused = async (name: string, sql: string) => wrongAfterOf(() => verifyRef(config, version), name, sql);
  expect([
    await refused('models', "UPDATE models.model_version SET description = 'x' WHERE ref = 'acme/detector@1.0.0'"),
    await refused('datasets', "UPDATE datasets.dataset_version SET rows = 8 WHERE ref = 'acme/clean@1.0.0'"),
    await refused('datasets', "DELETE FROM datasets.dataset_version WHERE ref = 'acme/clean@1.0.0'"),
    await refused('datasets', "UPDATE datasets.ledger_event SET actor = 'mallory' WHERE subject = 'acme/clean@1.0.0'"),
    await refused('environments', "UPDATE environments.environment_version SET os = 'x'"),
    await refused('experiments', 'UPDATE experiments.metric_point SET value = 1'),
    await refused(
      'experiments',
      `INSERT INTO experiments.run_input SELECT (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'run_id', r.id, 'context', 'forged'))).*
       FROM (SELECT i FROM experiments.run_input i LIMIT 1) one, experiments.run r`,
    ),
    await refused('experiments', 'DELETE FROM experiments.run_end'),
  ]).toEqual([
    expect.stringContaining('models.model_version'),
    expect.stringContaining('datasets.dataset_version'),
    expect.stringContaining('rests on the DatasetVersion acme/clean@1.0.0, which is not in the store'),
    expect.stringContaining('In the datasets ledger the event at position'),
    expect.stringContaining('environments.environment_version'),
    expect.stringContaining('experiments.metric_point'),
    expect.stringContaining('experiments.run_input'),
    expect.stringMatching(/rests on the Run acme\/nightly@.* and that is sealed with null/),
  ]);
  expect(
    await wrongAfterOf(
      () => verifyRef(config, 'acme/derived@1.0.0'),
      'datasets',
      "DELETE FROM datasets.dataset_version WHERE ref = 'acme/derived@1.0.0'",
    ),
  ).toMatch('A row of datasets.dataset_version is gone');
  await expect(verifyRef(config, 'acme/derived@9.0.0')).rejects.toThrow(
    'nothing with the ref or the id acme/derived@9.0.0',
  );
});

test('a table that is no longer sealed is told', async () => {
  await asOwner(owner('models'), 'ALTER TABLE models.alias_change DISABLE TRIGGER sealed_rows');
  expect(await wrong()).toBe(
    'The table models.alias_change is not sealed: its trigger sealed_rows is not there, or is switched off.',
  );
  await asOwner(owner('models'), 'ALTER TABLE models.alias_change ENABLE ALWAYS TRIGGER sealed_rows');
});

test('history that was written anew, rows and all, is told by a checkpoint kept elsewhere', async () => {
  const { data } = await graph.ask<{ ledgerCheckpoint: { heads: CheckpointHead[] } }>(
    '{ ledgerCheckpoint { heads { subgraph position hash } } }',
  );
  const { heads } = data.ledgerCheckpoint;
  expect(await wrong(heads)).toBeNull();
  const forged = heads.map((head) => (head.subgraph === 'models' ? { ...head, hash: 'sha256:other' } : head));
  expect(await wrong(forged)).toMatch('The checkpoint names another event at position');
  const longer = heads.map((head) => (head.subgraph === 'models' ? { ...head, position: head.position + 1 } : head));
  expect(await wrong(longer)).toMatch('the events behind that are gone');
});

/** SQL of another value of that type. */
function otherValue(column: string, type: string): string {
  switch (type) {
    case 'text':
      return `coalesce(${column}, '') || 'x'`;
    case 'uuid':
      return 'gen_random_uuid()';
    case 'jsonb':
      return `CASE WHEN ${column} = '"x"' THEN '"y"' ELSE '"x"' END::jsonb`;
    case 'timestamp with time zone':
      return `coalesce(${column}, now()) + interval '1 millisecond'`;
    case 'identity':
      return 'DEFAULT';
    case 'boolean':
      return `NOT coalesce(${column}, false)`;
    case 'ARRAY':
      return column.endsWith('_ids') ? `${column} || gen_random_uuid()` : `${column} || 'x'::text`;
    default:
      return `coalesce(${column}, 0) + 1000`;
  }
}
