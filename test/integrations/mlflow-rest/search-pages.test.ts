import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createMlflowApi } from '#integrations/mlflow/rest/create-mlflow-api.js';
import type { Run } from '#integrations/mlflow/rest/tracking/run-message.js';

const EXPERIMENT = '01a22bc7-397e-7246-9884-6a967ee7966b';

const runOf = (number: number): Run => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  name: `run ${number}`,
  user: null,
  createdBy: 'ann',
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: null,
  status: 'RUNNING',
  archivedAt: null,
  tags: {},
  parameters: {},
  metrics: [],
  continuation: null,
  experiment: { id: EXPERIMENT, externalId: null, artifactLocation: null },
  inputs: [],
  readLoggedModels: [],
  loggedModels: [],
});

/** What a search for at most `max` runs is answered where there are `count`, and how many were read of the API so far. */
async function searched(count: number, max: number, refuse = false) {
  let read = 0;
  const answer = await createMlflowApi({ namespace: 'mlflow' }).answer({
    method: 'POST',
    path: '/api/2.0/mlflow/runs/search',
    query: {},
    headers: {},
    body: Readable.from([]),
    json: async () => ({ experiment_ids: [EXPERIMENT], max_results: max }),
    async ask(_document, { first } = {}) {
      if (refuse) return { errors: [{ message: 'Not that.', extensions: { code: 'BAD_USER_INPUT' } }] };
      const page = Math.min(Number(first), count - read);
      const nodes = Array.from({ length: page }, (_, index) => runOf(read + index));
      read += page;
      return { data: { runs: { nodes, pageInfo: { hasNextPage: read < count, endCursor: `c${read}` } } } };
    },
    signal: new AbortController().signal,
  });
  return { answer, alreadyRead: () => read };
}

test.each([
  [0, 10, false],
  [1, 10, false],
  [2_500, 50_000, false],
  [2_500, 2_500, false],
  [2_500, 1_001, true],
])('of %i runs at most %i are one list, with a token where there are more', async (count, max, hasMore) => {
  const { answer } = await searched(count, max);
  const { runs, next_page_token } = JSON.parse(await text(answer.body as Readable));
  const names = runs.map(({ info }: { info: { run_name: string } }) => info.run_name);
  expect(names).toEqual(Array.from({ length: Math.min(count, max) }, (_, number) => `run ${number}`));
  expect(next_page_token !== undefined).toBe(hasMore);
});

test('a page is read when the ones before it have been sent', async () => {
  const { answer, alreadyRead } = await searched(50_000, 50_000);
  expect(alreadyRead()).toBe(1_000);
  const parts = (answer.body as Readable)[Symbol.asyncIterator]();
  await parts.next();
  expect(alreadyRead()).toBeLessThan(10_000);
  await parts.return?.();
});

test('what is refused is refused before anything is sent', async () => {
  const { answer } = await searched(1, 1, true);
  expect([answer.status, JSON.parse(String(answer.body)).error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
});

test('more runs than one search gives are refused in MLflow’s words', async () => {
  const { answer } = await searched(1, 123_456_789);
  expect(JSON.parse(String(answer.body))).toEqual({
    error_code: 'INVALID_PARAMETER_VALUE',
    message:
      "Invalid value 123456789 for parameter 'max_results' supplied: Hint: Value was of type 'int'. See the API docs for more information about request parameters.",
  });
});
