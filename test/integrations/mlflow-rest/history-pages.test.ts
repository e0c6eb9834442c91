import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { createMlflowApi } from '#integrations/mlflow/rest/create-mlflow-api.js';

const TIMESTAMP = '2026-01-01T00:00:00.000Z';

/** The history of a metric with `count` points, as a client gets it that asks for no number of them. */
async function history(count: number) {
  let read = 0;
  const { body } = await createMlflowApi({ namespace: 'mlflow' }).answer({
    method: 'GET',
    path: '/api/2.0/mlflow/metrics/get-history',
    query: { run_id: '0'.repeat(32), metric_key: 'm' },
    headers: {},
    body: Readable.from([]),
    json: async () => undefined,
    async ask(_document, { first } = {}) {
      const page = Math.min(Number(first), count - read);
      const nodes = Array.from({ length: page }, (_, index) => ({
        key: 'm',
        value: 1,
        step: read + index,
        timestamp: TIMESTAMP,
      }));
      read += page;
      const pageInfo = { hasNextPage: read < count, endCursor: `c${read}` };
      return { data: { run: { metricHistory: { nodes, pageInfo } } } };
    },
    signal: new AbortController().signal,
  });
  const { metrics, next_page_token } = JSON.parse(String(body));
  return { points: metrics.length, next: next_page_token };
}

test('who asks for no number of points gets a history as long as a page may be, and a token where there are more', async () => {
  expect(await history(25_001)).toEqual({ points: 25_001, next: undefined });
  expect(await history(100_001)).toEqual({ points: 100_000, next: 'c100000' });
});
