import type { MigrationInterface, QueryRunner } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CountPromotions1796046600000 } from '#subgraphs/catalog/migrations/1796046600000-count-promotions.js';
import { CountReachChecks1796096700000 } from '#subgraphs/catalog/migrations/1796096700000-count-reach-checks.js';
import { asOwner } from '../support/as-owner.js';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

let world: RegistryWorld;
beforeAll(async () => {
  world = await createRegistryWorld();
  for (const model of ['shop/ranker', 'shop/eu/ranker', 'shopping/other']) await world.registerVersions(model, 3);
  for (const version of ['1.0.0', '1.0.1', '1.0.2']) {
    await world.write('setAlias', { model: 'shop/ranker', alias: 'production', version }, '__typename');
  }
  for (const reason of ['worse', 'much worse']) {
    await world.write('rollback', { model: 'shop/ranker', alias: 'production', reason }, '__typename');
  }
});
afterAll(() => world[Symbol.asyncDispose]());

const INSIGHT = `query ($namespace: String, $model: String, $since: DateTime, $until: DateTime) {
  registryInsight(namespace: $namespace, model: $model, since: $since, until: $until) {
    modelVersions reproducibleShare promotions refusals reachChecks resolvable { yes no unknown share }
    rollbacks { count medianSeconds p95Seconds } leadTime { count medianSeconds }
    overTime(interval: DAY) { modelVersions reproducibleShare rollbacks promotions refusals reachChecks resolvable { yes no unknown share } rollbackDurations { count medianSeconds p95Seconds } }
    byModel { model modelVersions rollbacks { count } }
  }
}`;
const insight = async (variables: Record<string, unknown>) =>
  (await world.ask<{ registryInsight: Record<string, unknown> }>(INSIGHT, variables)).data.registryInsight;

test('a namespace counts with all in it, and not what only begins like it', async () => {
  await world.settle();
  const seen = await insight({ namespace: 'shop' });
  expect(seen).toMatchObject({
    modelVersions: 6,
    reproducibleShare: 0,
    rollbacks: { count: 2, medianSeconds: expect.any(Number), p95Seconds: expect.any(Number) },
    leadTime: { count: 3, medianSeconds: expect.any(Number) },
    byModel: [
      { model: 'shop/eu/ranker', modelVersions: 3, rollbacks: { count: 0 } },
      { model: 'shop/ranker', modelVersions: 3, rollbacks: { count: 2 } },
    ],
  });
  const periods = seen['overTime'] as readonly { modelVersions: number; rollbacks: number }[];
  expect(periods.reduce((sum, period) => sum + period.modelVersions, 0)).toBe(6);
  expect(periods.reduce((sum, period) => sum + period.rollbacks, 0)).toBe(2);
});

test('an empty namespace is all of the registry, as where none is named', async () => {
  expect(await insight({ namespace: '' })).toEqual(await insight({}));
});

test('a model counts alone, and the median lies between what the rollbacks took', async () => {
  const { data } = await world.ask<{ model: { rollbacks: { nodes: { durationSeconds: number }[] } } }>(
    '{ model(name: "shop/ranker") { rollbacks { nodes { durationSeconds } } } }',
  );
  const seconds = data.model.rollbacks.nodes.map((one) => one.durationSeconds).sort((a, b) => a - b);
  const seen = await insight({ model: 'shop/ranker' });
  const { medianSeconds, p95Seconds } = seen['rollbacks'] as { medianSeconds: number; p95Seconds: number };
  expect(medianSeconds).toBeCloseTo((seconds[0]! + seconds[1]!) / 2);
  expect(p95Seconds).toBeCloseTo(seconds[0]! + 0.95 * (seconds[1]! - seconds[0]!));
});

test('a time in which nothing happened, and a namespace that is not there, are empty and no error', async () => {
  const nothing = {
    modelVersions: 0,
    reproducibleShare: null,
    promotions: 0,
    refusals: 0,
    reachChecks: 0,
    resolvable: { yes: 0, no: 0, unknown: 0, share: null },
    rollbacks: { count: 0, medianSeconds: null, p95Seconds: null },
    leadTime: { count: 0, medianSeconds: null },
    overTime: [],
    byModel: [],
  };
  expect(await insight({ until: '2000-01-01T00:00:00Z' })).toEqual(nothing);
  expect(await insight({ since: '2999-01-01T00:00:00Z' })).toEqual(nothing);
  expect(await insight({ namespace: 'nobody' })).toEqual(nothing);
  expect(await insight({ namespace: "'; DROP TABLE registry_version; --" })).toEqual(nothing);
});

test('promotions that went through and were refused are counted', async () => {
  await world.registerVersions('ruled/model', 2);
  const policy = { scope: 'ruled/*', alias: 'gold', rules: { approvals: 1 } };
  await world.write('setPolicy', policy, '__typename');
  await world.write('promote', { modelVersion: 'ruled/model@1.0.0' }, '__typename');
  await world.write('promote', { modelVersion: 'ruled/model@1.0.1' }, '__typename');
  const { code } = await world.refusal('promote', { modelVersion: 'ruled/model@1.0.1', alias: 'gold' });
  expect(code).toBe('POLICY_UNMET');
  await world.write('rollback', { model: 'ruled/model', alias: 'production', reason: 'worse' }, '__typename');
  await world.settle();
  const { overTime, ...all } = await insight({ namespace: 'ruled' });
  const { rollbacks } = all as { rollbacks: object };
  expect(all).toMatchObject({ promotions: 2, refusals: 1, rollbacks: { count: 1 } });
  const periods = overTime as Record<string, number | object>[];
  expect(periods.at(-1)).toMatchObject({ rollbackDurations: rollbacks });
  const sum = (of: string) => periods.reduce((total, one) => total + Number(one[of]), 0);
  expect([sum('promotions'), sum('refusals'), sum('rollbacks')]).toEqual([2, 1, 1]);
  expect(await insight({ model: 'ruled/model', since: new Date(Date.now() - 60_000).toISOString() })).toMatchObject({
    promotions: 2,
    refusals: 1,
  });
});

test('of how many versions the last check says what is counted, over time', async () => {
  await world.registerVersions('looked/model', 3);
  const look = (version: string, answer: string) =>
    world.write(
      'recordReachCheck',
      {
        modelVersion: `looked/model@${version}`,
        places: [{ place: 's3://acme/model.bin', answer, reason: 'It is so.' }],
      },
      '__typename',
    );
  await look('1.0.0', 'YES');
  await look('1.0.1', 'NO');
  await world.settle();
  expect(await insight({ namespace: 'looked' })).toMatchObject({
    ...{ reachChecks: 2, resolvable: { yes: 1, no: 1, unknown: 0, share: 0.5 } },
  });
  const until = new Date().toISOString();
  await look('1.0.1', 'YES');
  await look('1.0.2', 'UNKNOWN');
  await look('1.0.0', 'YES');
  await world.settle();
  const now = { yes: 2, no: 0, unknown: 1, share: 2 / 3 };
  const all = await insight({ namespace: 'looked' });
  expect(all).toMatchObject({ reachChecks: 5, resolvable: now });
  const periods = all['overTime'] as { reachChecks: number; resolvable: object }[];
  expect(periods.at(-1)).toMatchObject({ resolvable: now });
  expect(periods.reduce((sum, period) => sum + period.reachChecks, 0)).toBe(5);
  expect(await insight({ model: 'looked/model', until })).toMatchObject({
    ...{ reachChecks: 2, resolvable: { yes: 1, no: 1, unknown: 0, share: 0.5 } },
  });
});

// Last: the serving role has no rights on the tables that are made anew here.
test('a store from before has the same counts of promotions and checks', async () => {
  const migrations: readonly (readonly [MigrationInterface, string])[] = [
    [new CountPromotions1796046600000(), 'registry_promotion'],
    [new CountReachChecks1796096700000(), 'registry_reach_check'],
  ];
  for (const [migration, table] of migrations) {
    const rows = (...statements: string[]) =>
      asOwner(
        world.subgraphs.get('catalog')!,
        ...statements,
        `SELECT to_jsonb(d) AS row FROM registry_day d UNION ALL SELECT to_jsonb(t) FROM ${table} t ORDER BY row`,
      );
    const before = await rows();
    const statements: string[] = [];
    const runner = { query: async (sql: string) => void statements.push(sql) } as unknown as QueryRunner;
    await migration.down(runner);
    await migration.up(runner);
    expect(await rows(...statements)).toEqual(before);
  }
});
