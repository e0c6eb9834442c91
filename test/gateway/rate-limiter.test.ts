import { expect, test } from 'vitest';
import { createRateLimiter } from '#gateway/limits/rate-limiter.js';
import { openRateStore } from '#gateway/limits/rate-store.js';
import { prepareRates } from '#process/prepare-rates.js';
import { testConfig } from '../support/test-config.js';
import { createTestDatabase } from '../support/test-database.js';
import { silent } from './serve-library.js';

/** How many of so many, asked for at once, a caller gets. */
async function given(limiter: ReturnType<typeof createRateLimiter>, caller: string, times: number): Promise<number> {
  const results = await Promise.allSettled(Array.from({ length: times }, async () => limiter.take(caller)));
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  for (const { extensions } of refused) {
    expect(extensions).toMatchObject({
      code: 'RATE_LIMITED',
      limit: 'operationsPerMinute',
      retryAfter: expect.any(Number),
      resetsAt: expect.stringMatching(/^\d{4}-.*Z$/),
      http: { status: 429 },
    });
    expect(extensions['retryAfter']).toBeGreaterThanOrEqual(1);
    expect(extensions['retryAfter']).toBeLessThanOrEqual(60);
  }
  return times - refused.length;
}

const limiting = (max: number, store: Parameters<typeof createRateLimiter>[0]['store'], now?: () => number) =>
  createRateLimiter({ limit: 'operationsPerMinute', max, of: 'operations', store, now });

test('a caller has so many in a minute, another one its own', async () => {
  const limiter = limiting(50, openRateStore({ name: 'a', max: 50, logger: silent }));
  expect(await given(limiter, 'ann', 80)).toBe(50);
  expect(await given(limiter, 'ann', 10)).toBe(0);
  expect(await given(limiter, 'ben', 10)).toBe(10);
});

test('the store is asked once for a hundredth of the limit, and not at all once nothing is left', async () => {
  let now = 0;
  let left = 1_000;
  let asked = 0;
  const store = {
    async take(_caller: string, points: number) {
      asked += 1;
      const isLeft = left >= points;
      if (isLeft) left -= points;
      return { isLeft, msBeforeNext: 60_000 - (now % 60_000) };
    },
  };
  const limiter = limiting(1_000, store, () => now);
  expect(await given(limiter, 'ann', 2_000)).toBe(1_000);
  expect(asked).toBe(101);
  expect(await given(limiter, 'ann', 500)).toBe(0);
  expect(asked).toBe(101);
  now = 60_000;
  left = 1_000;
  expect(await given(limiter, 'ann', 5)).toBe(5);
});

test('gateways that share a database count together', async () => {
  await using database = await createTestDatabase();
  const options = { name: 'operations', max: 40, databaseUrl: database.url, patience: 60_000, logger: silent };
  const stores = [openRateStore(options), openRateStore(options)];
  const [one, other] = stores.map((store) => limiting(40, store));
  const both = await Promise.all([given(one!, 'ann', 35), given(other!, 'ann', 35)]);
  expect(both[0]! + both[1]!).toBe(40);
  expect(await given(one!, 'ben', 3)).toBe(3);
  for (const store of stores) await store.close();
});

test('gateways count together as a role that may make no table, once its owner has made it', async () => {
  await using database = await createTestDatabase();
  const { servingUrl: databaseUrl } = database;
  const config = testConfig({ PEDIGRAPH_CALLER_RATES_DATABASE_URL: databaseUrl });
  await prepareRates({ migrationUrl: database.url }, config);
  await prepareRates({ migrationUrl: database.url }, config);
  const warnings: unknown[] = [];
  const logger = { ...silent, warn: (...told: unknown[]) => void warnings.push(told) };
  const options = { name: 'operations', max: 40, databaseUrl, patience: 60_000, logger };
  const stores = [openRateStore(options), openRateStore(options)];
  const [one, other] = stores.map((store) => limiting(40, store));
  const both = await Promise.all([given(one!, 'ann', 35), given(other!, 'ann', 35)]);
  expect(both[0]! + both[1]!).toBe(40);
  expect(warnings).toEqual([]);
  for (const store of stores) await store.close();
});

test('where the database does not answer, each counts for itself', async () => {
  const databaseUrl = 'postgres://nobody@127.0.0.1:1/none';
  const store = openRateStore({ name: 'operations', max: 5, databaseUrl, logger: silent });
  expect(await given(limiting(5, store), 'ann', 9)).toBe(5);
  await store.close();
});
