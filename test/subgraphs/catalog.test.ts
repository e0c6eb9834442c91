import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { Subgraph } from '#platform/federation/open-subgraph.js';
import type { LedgerEvent } from '#platform/ledger/ledger-event.js';
import { readEvents } from '#platform/ledger/read-events.js';
import { LedgerWakeup } from '#subgraphs/catalog/projector/ledger-wakeup.js';
import { projectEvents } from '#subgraphs/catalog/projector/project-events.js';
import { startProjector } from '#subgraphs/catalog/projector/start-projector.js';
import { ask, createCatalogWorld, level, node } from './catalog-world.js';
import { rebuilt } from './rebuilt.js';

const logger = pino({ level: 'silent' });
const LEDGER = '{ ledger(first: 100) { totalCount nodes { subgraph position type subject hash previousHash } } }';
const GRAPH = `SELECT 'node' AS part, id::text || ' ' || kind || ' ' || ref || ' ' || coalesce(at::text, '-') || ' ' || coalesce(subgraph || ' ' || position, '-') AS row FROM lineage_node
  UNION ALL SELECT 'edge', upstream_id || ' ' || downstream_id || ' ' || relation FROM lineage_edge
  UNION ALL SELECT 'entry', subgraph || ' ' || position || ' ' || hash FROM ledger_entry
  UNION ALL SELECT 'head', subgraph || ' ' || position || ' ' || hash FROM projection ORDER BY 1, 2`;

const REGISTER = `mutation ($name: String!, $os: String!) {
  registerEnvironmentVersion(input: { environment: $name, os: $os }) { environmentVersion { id ref } }
}`;

const rowsOf = async ({ database }: Subgraph) =>
  (await database.manager.query<{ part: string; row: string }[]>(GRAPH)).map(({ part, row }) => `${part} ${row}`);

describe('the projection', () => {
  test('what is registered in another subgraph is found in the lineage and in the ledger', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    await catalog.start();
    const registered = await ask(world.subgraph('environments'), REGISTER, { name: 'acme/train', os: 'linux/amd64' });
    const { id } = registered.data.registerEnvironmentVersion.environmentVersion;
    await level(catalog);

    const { data } = await ask(
      catalog,
      `{ lineage(of: "acme/train@1.0.0", direction: BOTH) { complete root { id kind } nodes { ref depth entity { __typename ... on EnvironmentVersion { id } } } edges { from } }
         ledger(subject: "acme/train@1.0.0", first: 5) { nodes { subgraph position type actor subject previousHash payload } } }`,
    );
    expect(data.lineage).toEqual({
      complete: true,
      root: { id, kind: 'ENVIRONMENT_VERSION' },
      nodes: [{ ref: 'acme/train@1.0.0', depth: 0, entity: { __typename: 'EnvironmentVersion', id } }],
      edges: [],
    });
    expect(data.ledger.nodes).toMatchObject([
      {
        subgraph: 'environments',
        position: 1,
        type: 'EnvironmentVersionRegistered',
        actor: 'anonymous',
        subject: 'acme/train@1.0.0',
        previousHash: null,
        payload: { id },
      },
    ]);
  });

  test('each event is projected once, however often projectors are stopped, cut off and started, two at a time', async () => {
    await using world = await createCatalogWorld();
    await using admin = await connect(world.url);
    const raw = node('DATASET_VERSION', 'acme/raw@1.0.0');
    const write = async (from: number, count: number) => {
      for (let i = from; i < from + count; i++) {
        const upstream = [{ ...raw, relation: 'TRAINED_ON' }];
        await world.record(i % 2 ? 'models' : 'experiments', {
          node: node('MODEL_VERSION', `acme/m${i}@1.0.0`),
          upstream,
        });
      }
    };
    for (let round = 0; round < 4; round++) {
      await using one = await world.openCatalog();
      await using other = await world.openCatalog();
      await Promise.all([one.start(), other.start()]);
      await write(round * 100, 60);
      // What a kill -9 is to the database: the connection breaks, wherever the transaction stands.
      await admin.client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pedigraph-catalog' AND datname = current_database()",
      );
      await write(round * 100 + 60, 40);
    }
    await using catalog = await world.openCatalog();
    await catalog.start();
    await level(catalog);

    const positions = await catalog.database.manager.query<object[]>(
      'SELECT subgraph, count(*)::int, min(position)::int, max(position)::int FROM ledger_entry GROUP BY 1 ORDER BY 1',
    );
    expect(positions).toEqual([
      { subgraph: 'experiments', count: 200, min: 1, max: 200 },
      { subgraph: 'models', count: 200, min: 1, max: 200 },
    ]);
    const [edges] = await catalog.database.manager.query<object[]>('SELECT count(*)::int FROM lineage_edge');
    expect(edges).toEqual({ count: 400 });
  });

  test('the order in which the ledgers arrive does not matter, and an answer that waits for one says so', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    world.down.add('datasets');
    await catalog.start();
    const [raw, clean] = [node('DATASET_VERSION', 'acme/raw@1.0.0'), node('DATASET_VERSION', 'acme/clean@1.0.0')];
    await world.record('datasets', { node: raw, upstream: [] });
    await world.record('datasets', { node: clean, upstream: [{ ...raw, relation: 'DERIVED_FROM' }] });
    await world.record('models', {
      node: node('MODEL_VERSION', 'acme/model@1.0.0'),
      upstream: [{ ...clean, relation: 'TRAINED_ON' }],
    });
    const upstream = () =>
      ask(
        catalog,
        '{ lineage(of: "acme/model@1.0.0", direction: UPSTREAM) { complete incompleteReason nodes { ref } } }',
      );
    await expect.poll(async () => (await upstream()).data).not.toBeNull();

    expect((await upstream()).data.lineage).toEqual({
      complete: false,
      incompleteReason: 'What 1 of the nodes rests on is not read yet: ask again in a moment.',
      nodes: [{ ref: 'acme/model@1.0.0' }, { ref: 'acme/clean@1.0.0' }],
    });
    world.down.delete('datasets');
    await expect
      .poll(async () => (await upstream()).data.lineage, { timeout: 120_000 })
      .toEqual({
        complete: true,
        incompleteReason: null,
        nodes: [{ ref: 'acme/model@1.0.0' }, { ref: 'acme/clean@1.0.0' }, { ref: 'acme/raw@1.0.0' }],
      });
  });

  test('while it is rebuilt it answers from what there was and follows its ledgers, and a backup that reads it is waited for', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    await catalog.start();
    const count = async () => (await ask(catalog, LEDGER)).data.ledger.totalCount;
    for (let i = 0; i < 3; i++) await world.record('models', { node: node('RUN', `acme/r${i}`), upstream: [] });
    await level(catalog);
    const before = await rowsOf(catalog);

    const reader = catalog.database.source.createQueryRunner();
    await reader.startTransaction('REPEATABLE READ');
    const seen = () => reader.query('SELECT count(*)::int AS nodes FROM catalog.lineage_node');
    expect(await seen()).toEqual([{ nodes: 3 }]);
    const rebuilding = rebuilt(catalog);
    await expect.poll(() => schemas(catalog), { timeout: 60_000 }).toContain('catalog_rebuild');
    await expect(rebuilt(catalog)).rejects.toThrow('is being rebuilt already');
    await world.record('models', { node: node('RUN', 'acme/meanwhile'), upstream: [] });
    await expect.poll(count, { timeout: 60_000 }).toBe(4);
    expect(await seen()).toEqual([{ nodes: 3 }]);
    await reader.commitTransaction();
    await reader.release();

    expect(await rebuilding).toBe(4);
    expect(await count()).toBe(4);
    expect((await rowsOf(catalog)).length).toBeGreaterThan(before.length);
    expect(await schemas(catalog)).toEqual(['catalog']);
    await world.record('models', { node: node('RUN', 'acme/afterwards'), upstream: [] });
    await expect.poll(count, { timeout: 60_000 }).toBe(5);
  });

  test('a rebuild that cannot read a ledger leaves the catalog as it is', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    await world.record('models', { node: node('RUN', 'acme/r1'), upstream: [] });
    await catalog.start();
    await level(catalog);
    const before = await rowsOf(catalog);
    world.down.add('experiments');
    await expect(rebuilt(catalog)).rejects.toThrow('experiments');
    expect(await rowsOf(catalog)).toEqual(before);
    expect(await schemas(catalog)).toEqual(['catalog']);
  });

  test('rebuilt from nothing, it is what it was', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    await catalog.start();
    let last = node('DATASET_VERSION', 'acme/d0@1.0.0');
    await world.record('datasets', { node: last, upstream: [] });
    for (let i = 1; i <= 30; i++) {
      const next = node('DATASET_VERSION', `acme/d${i}@1.0.0`);
      await world.record('datasets', { node: next, upstream: [{ ...last, relation: 'DERIVED_FROM' }] });
      last = next;
    }
    await ask(world.subgraph('environments'), REGISTER, { name: 'acme/train', os: 'linux/amd64' });
    await level(catalog);
    const before = await rowsOf(catalog);
    expect(before).toHaveLength(32 + 30 + 32 + 2);

    await rebuilt(catalog);
    await level(catalog);
    expect(await rowsOf(catalog)).toEqual(before);
  });

  test.each([
    ['says something else', 1],
    ['has become shorter', 5],
  ])(
    'a ledger that %s is not read any further, and the catalog is not ready until it is rebuilt',
    async (_, position) => {
      await using world = await createCatalogWorld();
      await world.record('models', { node: node('MODEL_VERSION', 'acme/a@1.0.0'), upstream: [] });
      await world.record('models', { node: node('MODEL_VERSION', 'acme/b@1.0.0'), upstream: [] });
      await using catalog = await world.openCatalog();
      await catalog.database.manager.query('INSERT INTO projection VALUES ($1, $2, $3)', [
        'models',
        position,
        'sha256:…',
      ]);
      await catalog.start();

      const readiness = () =>
        catalog.ready().then(
          () => 'ready',
          (error: Error) => error.message,
        );
      await expect
        .poll(readiness)
        .toContain(`the models ledger to its end: the event at position ${position} is not the one`);
      expect((await ask(catalog, LEDGER)).data.ledger.totalCount).toBe(0);

      await rebuilt(catalog);
      await expect.poll(readiness, { timeout: 120_000 }).toBe('ready');
      expect((await ask(catalog, LEDGER)).data.ledger.totalCount).toBe(2);
    },
  );

  test('events that do not continue what was read are refused', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    for (let i = 0; i < 3; i++) await world.record('models', { node: node('RUN', `acme/r${i}`), upstream: [] });
    const { database } = world.subgraph('models');
    const [first, second, third] = await readEvents(database.manager, 0, 3);
    const nothing = { subgraph: 'models', position: 0, hash: null };
    const project = (
      head: typeof nothing | { subgraph: string; position: number; hash: string },
      ...events: unknown[]
    ) => projectEvents(head, events as LedgerEvent[], catalog.database);

    await expect(project(nothing, second)).rejects.toThrow('position 2 does not continue the one at position 0');
    await expect(project(nothing, first, third)).rejects.toThrow('position 3 does not continue the one at position 1');
    expect(await project(nothing, first)).toBe(true);
    expect(await project(nothing, first)).toBe(false);
    expect(await project({ subgraph: 'models', position: 1, hash: first?.hash ?? '' }, second, third)).toBe(true);
  });

  test('it is not ready while no ledger answers, and ready as soon as one does', async () => {
    await using world = await createCatalogWorld();
    for (const name of ['models', 'datasets', 'experiments', 'environments', 'access']) world.down.add(name);
    await using catalog = await world.openCatalog();
    await catalog.start();
    await expect(catalog.ready()).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('none of the ledgers'),
    });
    world.down.delete('environments');
    await expect
      .poll(
        () =>
          catalog.ready().then(
            () => 'ready',
            () => 'not ready',
          ),
        { timeout: 120_000 },
      )
      .toBe('ready');
  });

  test('stopping it waits for no subgraph, and it asks nobody afterwards', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    const asked: string[] = [];
    const ask = ({ subgraph }: { subgraph: string }): Promise<never> => {
      asked.push(subgraph);
      return subgraph === 'models' ? new Promise(() => {}) : Promise.reject(new Error('down'));
    };
    const ledgerGrown = async () => {};
    const projector = await startProjector({ database: catalog.database, ports: { ask }, logger, ledgerGrown });
    await expect.poll(() => new Set(asked).size).toBe(5);

    await projector[Symbol.asyncDispose]();
    const before = asked.length;
    await pause(1_200);
    expect(asked.length).toBe(before);
  });
});

describe('the hint that a ledger has grown', () => {
  test('who is told looks less often', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    const looks = { told: 0, untold: 0 };
    const follow = (who: 'told' | 'untold', ledgerGrown: (() => Promise<void>) | undefined) => {
      const ask = async () => {
        looks[who]++;
        return { ledgerEvents: [] };
      };
      return startProjector({ database: catalog.database, ports: { ask } as never, logger, ledgerGrown });
    };
    await using _told = await follow('told', () => new Promise(() => {}));
    await using _untold = await follow('untold', undefined);
    await expect.poll(() => looks.untold, { timeout: 120_000 }).toBeGreaterThan(40);
    expect(looks.told).toBeGreaterThan(0);
    expect(looks.told).toBeLessThan(looks.untold / 2);
  });

  const forEver = 3_600_000;
  const { signal } = new AbortController();

  test('a ring wakes whoever waits, also one that fell between looking and waiting', async () => {
    let grow = () => {};
    const wakeup = new LedgerWakeup(() => new Promise<void>((resolve) => (grow = resolve)));
    const waiting = [wakeup.listen(), wakeup.listen()].map((signals) => wakeup.wait(signals, forEver, signal));
    grow();
    await Promise.all(waiting);

    const signals = wakeup.listen();
    grow();
    await Promise.resolve();
    await wakeup.wait(signals, forEver, signal);
  });

  test('it is asked for once at a time, and a wait that is aborted ends', async () => {
    let asked = 0;
    const wakeup = new LedgerWakeup(() => new Promise(() => asked++));
    const stop = new AbortController();
    const waiting = Array.from({ length: 5 }, () => wakeup.wait(wakeup.listen(), forEver, stop.signal));
    stop.abort();
    await Promise.all(waiting);
    expect(asked).toBe(1);
  });
});

async function connect(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return { client, [Symbol.asyncDispose]: () => client.end() };
}

/** Its schema, and those beside it. */
async function schemas({ database }: Subgraph): Promise<string[]> {
  const rows = await database.manager.query<{ name: string }[]>(
    "SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'catalog%' ORDER BY 1",
  );
  return rows.map(({ name }) => name);
}
