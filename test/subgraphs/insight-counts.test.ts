import fc from 'fast-check';
import type { QueryRunner } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SYSTEM } from '#platform/auth/caller.js';
import type { Database } from '#platform/database/database.js';
import { catalog } from '#subgraphs/catalog/index.js';
import { InsightRepository, MAX_MEASURED } from '#subgraphs/catalog/insight/insight.repository.js';
import { InsightCountsRepository } from '#subgraphs/catalog/insight/insight-counts.repository.js';
import { type InsightScope, partAsked } from '#subgraphs/catalog/insight/insight-scope.js';
import { insightTime } from '#subgraphs/catalog/insight/insight-time.js';
import { CountInsight1795974092456 } from '#subgraphs/catalog/migrations/1795974092456-count-insight.js';
import { CountPromotions1796046600000 } from '#subgraphs/catalog/migrations/1796046600000-count-promotions.js';
import { CountReachChecks1796096700000 } from '#subgraphs/catalog/migrations/1796096700000-count-reach-checks.js';
import { ProjectionRepository } from '#subgraphs/catalog/projection/projection.repository.js';
import { RegistryRepository } from '#subgraphs/catalog/registry/registry.repository.js';
import type { RegistryFacts } from '#subgraphs/catalog/registry/registry-facts.js';
import { asOwner } from '../support/as-owner.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';
import { recomputed } from './insight-recomputed.js';

let opened: TestSubgraph;
let database: Database;
beforeAll(async () => {
  opened = await openTestSubgraph(catalog);
  database = opened.subgraph.database;
});
afterAll(() => opened[Symbol.asyncDispose]());

const NOTHING: RegistryFacts = {
  versions: [],
  statuses: new Map(),
  owners: new Map(),
  runEnds: new Map(),
  aliasMoves: [],
  deployments: [],
  deploymentEnds: new Map(),
  rollbacks: [],
  promotions: [],
  reachChecks: [],
};
const MODELS = ['fraud', 'fraud/detector', 'fraud/cards/detector', 'fraudulent/other', 'fraud.x/other'];
const START = Date.UTC(2026, 0, 30, 20);
const HOUR = 3_600_000;

const version = (model: string, at: Date, over: Partial<RegistryFacts['versions'][number]> = {}) => ({
  id: uuid(),
  model,
  versionOrder: '1',
  at,
  author: 'ann',
  reproducible: false,
  runId: null,
  ...over,
});

/** Facts are added as a batch of events adds them. */
async function add(facts: Partial<RegistryFacts>): Promise<void> {
  await database.transact(SYSTEM, async ({ manager }) => {
    await new RegistryRepository(manager).apply({ ...NOTHING, ...facts });
    await new InsightCountsRepository(manager).apply({ ...NOTHING, ...facts });
  });
}

async function answered(scope: InsightScope, interval: 'DAY' | 'WEEK' | 'MONTH') {
  const part = partAsked(scope);
  if (part === null) return null;
  const question = { part, time: insightTime(scope) };
  const insights = new InsightRepository(database.manager, SYSTEM);
  const { rollbacks, productions, ...versions } = await insights.counts(question);
  const [standing, way] = await insights.durations(question);
  return {
    ...versions,
    rollbacks: { count: rollbacks, ...standing },
    leadTime: { count: productions, ...way },
    resolvable: await insights.resolvable(question),
    overTime: await insights.overTime(question, interval, 1_000),
    byModel: await insights.byModel(question, 1_000),
  };
}

/** Divided by another way, a share or a percentile may differ in its last digit. */
const rounded = (answer: unknown) =>
  JSON.parse(JSON.stringify(answer), (_, value) => (typeof value === 'number' ? Number(value.toPrecision(12)) : value));

const model = fc.constantFrom(...MODELS);
const happening = fc.oneof(
  fc.record({ kind: fc.constant('version' as const), model, reproducible: fc.boolean(), run: fc.option(fc.nat(5)) }),
  fc.record({ kind: fc.constant('rollback' as const), model, seconds: fc.nat(100_000) }),
  fc.record({
    kind: fc.constant('production' as const),
    of: fc.nat(),
    alias: fc.constantFrom('production', 'champion'),
  }),
  fc.record({ kind: fc.constant('runEnd' as const), run: fc.nat(5) }),
  fc.record({
    kind: fc.constant('promotion' as const),
    model,
    verdict: fc.constantFrom('PROMOTED' as const, 'REFUSED' as const),
  }),
  fc.record({
    kind: fc.constant('check' as const),
    of: fc.nat(),
    answer: fc.constantFrom('YES' as const, 'NO' as const, 'UNKNOWN' as const),
  }),
);
const moment = fc.option(fc.nat(96).map((hours) => new Date(START + (hours - 12) * HOUR)));
const scope = fc.record({
  model: fc.option(fc.constantFrom(...MODELS, 'nobody')),
  namespace: fc.option(fc.constantFrom('fraud', 'fraud/cards', 'fraudulent', 'fraud/detector')),
  since: moment,
  until: moment,
});

test('what is counted as facts come is what counting all of them again gives, of every part and time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.tuple(happening, fc.nat(9)), { minLength: 1, maxLength: 8 }), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.array(fc.tuple(scope, fc.constantFrom('DAY' as const, 'WEEK' as const, 'MONTH' as const)), {
        minLength: 3,
        maxLength: 6,
      }),
      async (batches, questions) => {
        await database.transact(SYSTEM, ({ manager }) => new ProjectionRepository(manager).clear());
        const runs = Array.from({ length: 6 }, () => uuid());
        const known: { id: string; model: string }[] = [];
        let at = new Date(START);
        for (const batch of batches) {
          const facts = {
            versions: [] as RegistryFacts['versions'][number][],
            rollbacks: [] as RegistryFacts['rollbacks'][number][],
            promotions: [] as RegistryFacts['promotions'][number][],
            aliasMoves: [] as RegistryFacts['aliasMoves'][number][],
            reachChecks: [] as RegistryFacts['reachChecks'][number][],
            runEnds: new Map<string, Date>(),
          };
          for (const [what, hours] of batch) {
            at = new Date(at.getTime() + hours * HOUR);
            if (what.kind === 'version') {
              const { reproducible, run } = what;
              const made = version(what.model, at, { reproducible, runId: run === null ? null : runs[run]! });
              facts.versions.push(made);
              known.push(made);
            } else if (what.kind === 'rollback') {
              facts.rollbacks.push({ id: uuid(), model: what.model, at, seconds: what.seconds });
            } else if (what.kind === 'promotion') {
              facts.promotions.push({ id: uuid(), model: what.model, at, verdict: what.verdict });
            } else if (what.kind === 'runEnd') facts.runEnds.set(runs[what.run]!, at);
            else if (known.length > 0) {
              const { id: modelVersionId, model } = known[what.of % known.length]!;
              if (what.kind === 'check')
                facts.reachChecks.push({ id: uuid(), model, modelVersionId, at, answer: what.answer });
              else facts.aliasMoves.push({ id: uuid(), model, alias: what.alias, modelVersionId, at });
            }
          }
          await add(facts);
        }
        for (const [asked, interval] of questions) {
          const answer = await answered(asked, interval);
          const wanted = await recomputed(database.manager, asked, interval);
          if (answer === null) expect(wanted).toMatchObject({ modelVersions: 0, overTime: [], byModel: [] });
          else expect(rounded(answer)).toEqual(rounded(wanted));
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('an answer of the same size reads hardly more rows, however many versions there are', async () => {
  const rowsRead = async (scope: InsightScope): Promise<number> => {
    const part = partAsked(scope)!;
    return database.source.transaction(async (manager) => {
      // Of tables as small as here PostgreSQL may rather read all than an index; what an index leaves to read is counted.
      await manager.query('SET LOCAL enable_seqscan = off');
      // PostgreSQL counts for a connection what it has not passed on yet, earlier transactions included.
      const soFar = async () => {
        const [row] = await manager.query<[{ read: number }]>(
          "SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int AS read FROM pg_stat_xact_user_tables WHERE schemaname = 'catalog'",
        );
        return row.read;
      };
      const before = await soFar();
      const insights = new InsightRepository(manager, SYSTEM);
      const question = { part, time: insightTime(scope) };
      await insights.counts(question);
      await insights.durations(question);
      await insights.resolvable(question);
      await insights.overTime(question, 'MONTH', 1_000);
      await insights.byModel(question, 20);
      return (await soFar()) - before;
    });
  };
  const fill = (versions: number) =>
    Array.from({ length: versions }, (_, n) =>
      version(`team${n % 4}/model${n % 20}`, new Date(START + (n % 40) * 24 * HOUR), { reproducible: n % 2 === 0 }),
    );
  const asked = [
    { model: null, namespace: null, since: null, until: null },
    { model: null, namespace: 'team1', since: null, until: null },
    { model: 'team1/model1', namespace: null, since: null, until: null },
    { model: null, namespace: null, since: new Date(START + 4 * HOUR), until: null },
  ];
  const readAll = async () => {
    // Whatever autovacuum has done by now: rows that are gone cost nothing, and plans are made for what is there.
    await database.source.query('VACUUM ANALYZE');
    const read = [];
    for (const scope of asked) read.push(await rowsRead(scope));
    return read;
  };
  await database.transact(SYSTEM, ({ manager }) => new ProjectionRepository(manager).clear());
  await add({ versions: fill(400) });
  const before = await readAll();
  await add({ versions: fill(20_000) });
  const after = await readAll();
  // PostgreSQL may choose another plan for the same few rows; fifty times the versions are fifty times the facts.
  const grown = after.map((read, index) => [before[index]!, read]).filter(([few, many]) => many! > 1.3 * few!);
  expect(grown).toEqual([]);
});

test('of very many rollbacks all are counted and the newest measured', async () => {
  await database.transact(SYSTEM, ({ manager }) => new ProjectionRepository(manager).clear());
  const rollback = (n: number, seconds: number) => ({
    id: uuid(),
    model: 'fraud/detector',
    at: new Date(START + n),
    seconds,
  });
  await add({
    versions: [version('fraud/detector', new Date(START))],
    rollbacks: [
      ...Array.from({ length: 500 }, (_, n) => rollback(n, 9_999)),
      ...Array.from({ length: MAX_MEASURED }, (_, n) => rollback(1_000 + n, 7)),
    ],
  });
  const measured = { count: 1_500, medianSeconds: 7, p95Seconds: 7 };
  const all = { model: null, namespace: null, since: null, until: null };
  expect(await answered(all, 'DAY')).toMatchObject({ rollbacks: measured, byModel: [{ rollbacks: measured }] });
});

test('a store from before has the same counts after the migration', async () => {
  await database.transact(SYSTEM, ({ manager }) => new ProjectionRepository(manager).clear());
  const run = uuid();
  const versions = MODELS.flatMap((model) => [
    version(model, new Date(START), { runId: run }),
    version(model, new Date(START + 30 * HOUR), { reproducible: true }),
  ]);
  const moves = (hours: number) =>
    versions.map(({ id, model }) => ({
      id: uuid(),
      model,
      alias: 'production',
      modelVersionId: id,
      at: new Date(START + hours * HOUR),
    }));
  await add({ versions, aliasMoves: moves(40) });
  await add({
    aliasMoves: moves(50),
    runEnds: new Map([[run, new Date(START + HOUR)]]),
    rollbacks: MODELS.map((model) => ({ id: uuid(), model, at: new Date(START + 45 * HOUR), seconds: 7 })),
  });
  const counted = async () => {
    const tables = ['registry_first_production', 'registry_day', 'registry_rank', 'registry_duration'];
    const rows = await Promise.all(
      tables.map((table) => asOwner(opened.subgraph, `SELECT to_jsonb(t)::text AS row FROM ${table} t`)),
    );
    return rows.map((of) => of.map(({ row }) => String(row)).sort());
  };
  const before = await counted();
  const statements: string[] = [];
  const runner = { query: async (sql: string) => void statements.push(sql) } as unknown as QueryRunner;
  await new CountReachChecks1796096700000().down(runner);
  await new CountPromotions1796046600000().down(runner);
  await new CountInsight1795974092456().down(runner);
  await new CountInsight1795974092456().up(runner);
  await new CountPromotions1796046600000().up(runner);
  await new CountReachChecks1796096700000().up(runner);
  await asOwner(opened.subgraph, ...statements);
  expect(await counted()).toEqual(before);
  expect(before.map((rows) => rows.length)).toEqual([10, expect.any(Number), 15, expect.any(Number)]);
});
