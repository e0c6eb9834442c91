import { pino } from 'pino';
import { expect, inject, test } from 'vitest';
import { SYSTEM } from '#platform/auth/caller.js';
import type { Subgraph } from '#platform/federation/open-subgraph.js';
import type { LedgerServer } from '#platform/ledger/ledger-server.js';
import type { Question } from '#platform/ports/ports.js';
import { openInProcessGraph } from '#process/open-in-process-graph.js';
import { startProjector } from '#subgraphs/catalog/projector/start-projector.js';
import { ask, createCatalogWorld, level, node } from '../subgraphs/catalog-world.js';
import { asAdmin, databaseAt } from '../support/admin.js';
import { rewritePast } from '../support/rewrite-past.js';
import { testConfig } from '../support/test-config.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { createStandbyPair } from './standby-pair.js';

const logger = pino({ level: 'silent' });
const REGISTER = 'mutation ($dataset: String!) { registerDatasetVersion(input: { dataset: $dataset }) { created } }';
const TOLD = '{ ledger(first: 100) { nodes { subject } } catalogStatus { subgraph position problem } }';
const LINEAGE = '{ lineage(of: "acme/stays@1.0.0", direction: DOWNSTREAM) { complete incompleteReason } }';

/**
 * Everything in one process, the catalog on a database of its own, which outlives what becomes of the ledgers'.
 * @param elsewhere where the ledgers are. @default a database on the server of the catalog's
 */
async function createWorld(elsewhere?: Pick<TestDatabase, 'url' | 'servingUrl'>) {
  const template = inject('migratedTemplate');
  const [ledgers, catalogs] = [await createTestDatabase({ template }), await createTestDatabase({ template })];
  const databaseOf = (name: string) => (name === 'catalog' ? catalogs : (elsewhere ?? ledgers));
  const { timeouts, database: databaseSettings } = testConfig();
  const graph = await openInProcessGraph({
    databaseUrlOf: (name) => databaseOf(name).servingUrl,
    migrationUrlOf: (name) => databaseOf(name).url,
    timeouts,
    databaseSettings,
    logger,
    durable: false,
  });
  const [catalog, datasets] = [graph.subgraphs.get('catalog')!, graph.subgraphs.get('datasets')!];
  const admin = (sql: string) => asAdmin(inject('adminUrl'), sql);
  const name = new URL(ledgers.url).pathname.slice(1);
  const away = async (work: () => Promise<void>) => {
    await admin(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await admin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
    await work();
    await admin(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  };
  const told = async () => (await ask(catalog, TOLD)).data;
  return {
    catalog,
    datasets,
    told,
    async register(dataset: string) {
      for (;;) {
        const { data, codes } = await ask(datasets, REGISTER, { dataset });
        if (data?.registerDatasetVersion != null) break;
        expect(codes).toEqual(['UNAVAILABLE']);
      }
    },
    subjects: async () => (await told()).ledger.nodes.map(({ subject }: { subject: string }) => subject).reverse(),
    readiness: () => readiness(catalog),
    /** Copies the ledgers' database as it is now. */
    copy: () => away(() => admin(`CREATE DATABASE ${name}_older TEMPLATE ${name} STRATEGY file_copy`)),
    /** Puts the copy, changed by statements, in the place of the ledgers' database, as a restore does; ours run on. */
    putBack: (...statements: string[]) =>
      away(async () => {
        const older = databaseAt(inject('adminUrl'), `${name}_older`);
        for (const sql of statements) await asAdmin(older, sql);
        await admin(`ALTER DATABASE ${name} RENAME TO ${name}_lost`);
        await admin(`ALTER DATABASE ${name}_older RENAME TO ${name}`);
      }),
    async [Symbol.asyncDispose]() {
      await graph[Symbol.asyncDispose]();
      for (const rest of ['_older', '_lost']) await admin(`DROP DATABASE IF EXISTS ${name}${rest} WITH (FORCE)`);
      await ledgers[Symbol.asyncDispose]();
      await catalogs[Symbol.asyncDispose]();
    },
  };
}

const readiness = (catalog: Pick<Subgraph, 'ready'>) =>
  catalog.ready().then(
    () => 'ready',
    (error: Error) => error.message,
  );

test('ledgers that were put back to an older copy and written on are projected anew, without anybody', async () => {
  await using world = await createWorld();
  await world.register('acme/stays');
  await world.copy();
  for (const dataset of ['acme/lost-1', 'acme/lost-2']) await world.register(dataset);
  const before = ['acme/stays', 'acme/lost-1', 'acme/lost-2'].map((name) => `${name}@1.0.0`);
  await expect.poll(world.subjects, { timeout: 60_000 }).toEqual(before);

  await world.putBack();
  for (const dataset of ['acme/new-1', 'acme/new-2', 'acme/new-3']) await world.register(dataset);
  const after = ['acme/stays', 'acme/new-1', 'acme/new-2', 'acme/new-3'].map((name) => `${name}@1.0.0`);
  await expect.poll(world.subjects, { timeout: 60_000 }).toEqual(after);
  await expect.poll(world.readiness, { timeout: 60_000 }).toBe('ready');
  await expect
    .poll(async () => (await world.told()).catalogStatus, { timeout: 60_000 })
    .toEqual([
      { subgraph: 'access', position: 0, problem: null },
      { subgraph: 'datasets', position: 4, problem: null },
      ...['environments', 'experiments', 'models'].map((subgraph) => ({
        subgraph,
        position: 0,
        problem: null,
      })),
    ]);
  expect((await ask(world.catalog, LINEAGE)).data.lineage).toEqual({ complete: true, incompleteReason: null });
}, 300_000);

test('after a failover to an asynchronous standby the catalog of another server holds what the standby holds', async () => {
  await using pair = await createStandbyPair({ synchronous: false });
  await using world = await createWorld(pair);
  await world.register('acme/stays');
  await pair.caughtUp();
  await pair.cutReplication();
  for (const dataset of ['acme/lost-1', 'acme/lost-2']) await world.register(dataset);
  await expect.poll(world.subjects, { timeout: 60_000 }).toHaveLength(3);
  await pair.failOver();
  await world.register('acme/new');
  await expect.poll(world.subjects, { timeout: 120_000 }).toEqual(['acme/stays@1.0.0', 'acme/new@1.0.0']);
  await expect.poll(world.readiness, { timeout: 60_000 }).toBe('ready');
}, 600_000);

test('a copy that was put back with a broken chain empties nothing; readiness, catalogStatus and lineages say so', async () => {
  await using world = await createWorld();
  await world.register('acme/stays');
  await world.copy();
  await world.register('acme/lost');
  await expect.poll(world.subjects, { timeout: 60_000 }).toHaveLength(2);
  await world.putBack(
    'ALTER TABLE datasets.ledger_event DISABLE TRIGGER USER',
    "UPDATE datasets.ledger_event SET actor = 'mallory'",
  );
  await world.register('acme/new-1');
  await expect
    .poll(world.readiness, { timeout: 90_000 })
    .toContain(
      'In the datasets ledger the event at position 1 (DatasetVersionRegistered of acme/stays@1.0.0) was changed',
    );
  const { catalogStatus } = await world.told();
  expect(catalogStatus[1].problem).toContain('the catalog is not read anew, for a chain is broken');
  expect(await world.subjects()).toEqual(['acme/stays@1.0.0', 'acme/lost@1.0.0']);
  expect((await ask(world.catalog, LINEAGE)).data.lineage).toMatchObject({ complete: false });
}, 300_000);

test('a ledger that lost its end in the database it was read from is told, however much is written behind it', async () => {
  await using world = await createWorld();
  for (const dataset of ['acme/stays', 'acme/cut']) await world.register(dataset);
  await expect.poll(world.subjects, { timeout: 60_000 }).toHaveLength(2);
  await rewritePast(
    world.datasets,
    "DELETE FROM datasets.dataset_version WHERE ref = 'acme/cut@1.0.0'",
    'DELETE FROM datasets.ledger_event WHERE position = 2',
  );
  for (const dataset of ['acme/new-1', 'acme/new-2']) await world.register(dataset);
  const sentence =
    'the event at position 2 is not the one that the catalog has read: find out why with pedigraph verify';
  await expect.poll(world.readiness, { timeout: 60_000 }).toContain(sentence);
  await expect.poll(async () => (await world.told()).catalogStatus[1].problem, { timeout: 60_000 }).toContain(sentence);
  expect(await world.subjects()).toEqual(['acme/stays@1.0.0', 'acme/cut@1.0.0']);
}, 300_000);

test('a server whose log is shorter than it was explains another past, and one in recovery explains nothing', async () => {
  await using world = await createCatalogWorld();
  await using catalog = await world.openCatalog();
  const record = (ref: string) => world.record('models', { node: node('MODEL_VERSION', ref), upstream: [] });
  for (const ref of ['acme/a@1.0.0', 'acme/b@1.0.0']) await record(ref);
  let server: LedgerServer = { id: 'the same', written: 100, isStandby: false };
  let looks = 0;
  const ports = {
    ask: async ({ subgraph, document, variables }: Question) => {
      if (subgraph === 'models') looks++;
      const answer = await world
        .subgraph(subgraph)
        .execute({ document, variables, caller: SYSTEM, requestId: 'projector' });
      return { ...answer.data, ledgerServer: server } as never;
    },
  };
  await using _ = await startProjector({ database: catalog.database, ports, logger, ledgerGrown: undefined });
  await level(catalog);
  const told = async () => (await ask(catalog, TOLD)).data;
  const subjects = async () => (await told()).ledger.nodes.map(({ subject }: { subject: string }) => subject);

  server = { id: null, written: null, isStandby: true };
  await rewritePast(world.subgraph('models'), 'DELETE FROM models.ledger_event WHERE position = 2');
  await record('acme/c@1.0.0');
  const before = looks;
  await expect.poll(() => looks, { timeout: 60_000 }).toBeGreaterThan(before + 2);
  expect(await subjects()).toEqual(['acme/b@1.0.0', 'acme/a@1.0.0']);
  expect((await told()).catalogStatus[4].problem).toBeNull();

  server = { id: 'the same', written: 50, isStandby: false };
  await expect.poll(subjects, { timeout: 60_000 }).toEqual(['acme/c@1.0.0', 'acme/a@1.0.0']);
}, 300_000);
