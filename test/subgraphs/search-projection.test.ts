import { beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '#platform/database/database.js';
import { migrate } from '#platform/database/schema/migrate.js';
import type { Subgraph } from '#platform/federation/open-subgraph.js';
import { catalog } from '#subgraphs/catalog/index.js';
import { CreateSearch1764200000000 } from '#subgraphs/catalog/migrations/1764200000000-create-search.js';
import { ProjectionRepository } from '#subgraphs/catalog/projection/projection.repository.js';
import { EVENT_PAYLOADS } from '#subgraphs/catalog/search/projection/event-payloads.js';
import { readSearchChanges, type SearchEvent } from '#subgraphs/catalog/search/projection/read-search-changes.js';
import { SearchRepository } from '#subgraphs/catalog/search/projection/search.repository.js';
import { behindLocals, versionKey } from '#subgraphs/catalog/search/version-key.js';
import { createRandom } from '../support/seeded-random.js';
import { testConfig } from '../support/test-config.js';
import { createTestDatabase } from '../support/test-database.js';
import { openTestSubgraph } from '../support/test-subgraph.js';
import { recordLedgers } from './search-ledgers.js';

let ledgers: SearchEvent[][];
beforeAll(async () => {
  ledgers = await recordLedgers();
});

const TABLES = ['document', 'metric', 'parameter', 'tag', 'note', 'alias', 'owner', 'package', 'experiment_name'].map(
  (name) => `search_${name}`,
);

test('whatever the order in which the ledgers arrive, and however they are cut into batches, the rows are the same', async () => {
  await using opened = await openTestSubgraph(catalog);
  const { subgraph } = opened;
  const random = createRandom(11);
  await project(subgraph, ledgers);
  const expected = await rowsOf(subgraph);
  expect(
    Object.fromEntries(TABLES.map((table) => [table, expected.filter((row) => row.startsWith(table)).length])),
  ).toEqual({
    search_document: 13,
    search_metric: 9,
    search_parameter: 12,
    search_tag: 6,
    search_note: 2,
    search_alias: 1,
    search_owner: 1,
    search_package: 3,
    search_experiment_name: 2,
  });
  for (let round = 0; round < 40; round++) {
    await subgraph.database.manager.query(`TRUNCATE ${TABLES.join(', ')}`);
    await project(subgraph, batchesOf(ledgers, random));
    expect(await rowsOf(subgraph), `round ${round}`).toEqual(expected);
  }
}, 300_000);

describe('what search reads of an event', () => {
  test.each(Object.entries(EVENT_PAYLOADS))('is in each %s that the product writes', (type, schema) => {
    const events = ledgers.flat().filter((event) => event.type === type);
    expect(events.length, type).toBeGreaterThan(0);
    const read = new Set(events.flatMap(({ payload }) => Object.keys(payload)));
    expect(Object.keys(schema.shape).filter((field) => !read.has(field))).toEqual([]);
  });
});

test('what an open run has logged stands as it would had the run ended there, whatever the order of the calls', async () => {
  await using opened = await openTestSubgraph(catalog);
  const { subgraph } = opened;
  await project(subgraph, ledgers);
  const metrics = await subgraph.database.manager.query(
    `SELECT d.name, m.key, m.last, m.low, m.high FROM search_metric m JOIN search_document d ON d.id = m.document_id
     WHERE d.kind = 'RUN' ORDER BY d.name, m.key`,
  );
  const measured = [
    { key: 'auc', last: 0.9, low: 0.5, high: 0.95 },
    { key: 'loss', last: Number.NaN, low: 0.3, high: 0.3 },
  ];
  expect(metrics).toEqual(['one', 'open'].flatMap((name) => measured.map((metric) => ({ name, ...metric }))));
});

test('a ledger of before, whose events tell no values, is read too', async () => {
  await using opened = await openTestSubgraph(catalog);
  const before = ledgers.map((events) => events.map(withoutValues));
  await project(opened.subgraph, before);
  const [counted] = await opened.subgraph.database.manager.query<[{ open: number; ended: number }]>(
    `SELECT count(*) FILTER (WHERE d.status = 'RUNNING')::int AS open, count(*) FILTER (WHERE d.status = 'FINISHED')::int AS ended
     FROM search_metric m JOIN search_document d ON d.id = m.document_id WHERE d.kind = 'RUN'`,
  );
  expect(counted).toEqual({ open: 0, ended: 2 });
});

test('a catalog that was there before search is read again from the beginning of every ledger', async () => {
  await using database = await createTestDatabase();
  const { name: schema, entities, migrations } = catalog;
  const { timeouts } = testConfig();
  const before = migrations.slice(0, migrations.indexOf(CreateSearch1764200000000));
  const options = { url: database.url, schema, entities, timeouts };
  await migrate({ ...options, migrations: before });
  await using opened = await openDatabase({ ...options, migrations });
  await opened.manager.query("INSERT INTO projection (subgraph, position, hash) VALUES ('models', 5, 'sha256:…')");
  await migrate({ ...options, migrations });
  expect((await new ProjectionRepository(opened.manager).heads()).map(({ position }) => position)).toEqual([
    0, 0, 0, 0, 0,
  ]);
});

test('an event of a known type that says something else than it should is not passed over', () => {
  const [event] = ledgers.flat();
  expect(() =>
    readSearchChanges([{ ...event!, position: 7, type: 'StatusChanged', payload: { status: 'APPROVED' } }]),
  ).toThrow(/^the event at position 7, of type StatusChanged, cannot be read/);
  expect(readSearchChanges([{ ...event!, type: 'SomethingElse', payload: {} }]).touched.size).toBe(0);
});

test('versions sort as PEP 440 and SemVer order them', () => {
  const inOrder = [
    '0.9',
    '1.0.dev1',
    '1.0a1.dev2',
    '1.0a1',
    '1.0a1.post1',
    '1.0a2',
    '1.0b1',
    '1.0rc1',
    '1.0',
    '1.0+cu118',
    '1.0.post1',
    '1.0.1',
    '1.0.1w',
    '1.2.3-alpha.1',
    '1.2.3-alpha.2',
    '1.2.3-beta',
    '1.2.3-beta.11',
    '1.2.3-canary.1',
    '1.2.3-next.3',
    '1.2.3-rc.1',
    '1.2.3',
    '1.9',
    '1.10',
    '1.26.4',
    '2',
    '2.0.0.1',
    '10.0',
    '2024.1',
    '20231201',
    '1!0.1',
  ];
  expect([...inOrder].sort((a, b) => compare(versionKey(a) ?? '', versionKey(b) ?? ''))).toEqual(inOrder);
});

test.each([
  ['1.0', '1.0.0'],
  ['v1.2', '1.2'],
  ['1.0-rc1', '1.0.rc.1'],
  ['1.0alpha1', '1.0a1'],
  ['1.0-1', '1.0.post1'],
  ['007', '7'],
])('%s and %s are one version', (one, other) => {
  expect(versionKey(one)).toBe(versionKey(other));
});

test('a local version lies between its public one and the next, and what is no version has no place', () => {
  const [publicKey, local, post] = ['2.1.0', '2.1.0+cu118', '2.1.0.post1'].map((version) => versionKey(version) ?? '');
  expect([publicKey! < local!, local! < behindLocals(publicKey!), behindLocals(publicKey!) < post!]).toEqual([
    true,
    true,
    true,
  ]);
  expect([versionKey('latest'), versionKey(''), versionKey('9f2c1ab')]).toEqual([null, null, expect.any(String)]);
});

/** An event as version 0.1 wrote it before open runs were found by what they log. */
function withoutValues(event: SearchEvent): SearchEvent {
  const { metrics, parameters, ...payload } = event.payload;
  if (event.type === 'RunStarted' || event.type === 'ParametersLogged' || event.type === 'MetricsLogged')
    return { ...event, payload };
  if (event.type !== 'RunFinished') return event;
  const placeless = (metrics as { step: number; timestamp: string }[]).map(({ step, timestamp, ...metric }) => metric);
  return { ...event, payload: { ...payload, parameters, metrics: placeless } };
}

/** Applies batches, each in a transaction as the projector does. */
async function project({ database }: Subgraph, batches: readonly (readonly SearchEvent[])[]): Promise<void> {
  for (const batch of batches)
    await database.source.transaction((manager) => new SearchRepository(manager).apply(readSearchChanges(batch)));
}

/** Cuts the ledgers into batches, in any order but each ledger in its own. */
function batchesOf(ledgers: readonly (readonly SearchEvent[])[], random: () => number): SearchEvent[][] {
  const left = ledgers.map((ledger) => [...ledger]);
  const batches: SearchEvent[][] = [];
  for (;;) {
    const open = left.filter((ledger) => ledger.length > 0);
    const next = open[Math.floor(random() * open.length)];
    if (next === undefined) return batches;
    batches.push(next.splice(0, 1 + Math.floor(random() * 4)));
  }
}

async function rowsOf({ database }: Subgraph): Promise<string[]> {
  const rows: string[] = [];
  for (const table of TABLES) {
    const found = await database.manager.query<{ row: string }[]>(
      `SELECT to_jsonb(t)::text AS row FROM ${table} t ORDER BY 1`,
    );
    rows.push(...found.map(({ row }) => `${table} ${row}`));
  }
  return rows;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
