import { afterAll, beforeAll, expect, test } from 'vitest';
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
    modelVersions reproducibleShare
    rollbacks { count medianSeconds p95Seconds } leadTime { count medianSeconds }
    overTime(interval: DAY) { modelVersions reproducibleShare rollbacks }
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
