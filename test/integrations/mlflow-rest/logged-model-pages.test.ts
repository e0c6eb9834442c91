import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createMlflowApi } from '#integrations/mlflow/rest/create-mlflow-api.js';
import type { LoggedModel, Point } from '#integrations/mlflow/rest/logged-models/logged-model-message.js';
import type { AskApi } from '#platform/server/mount.js';

const EXPERIMENT = '01a22bc7-397e-7246-9884-6a967ee7966b';
const MOMENT = '2026-01-01T00:00:00.000Z';

const modelOf = (number: number): LoggedModel => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  name: `model ${number}`,
  modelType: null,
  artifactLocation: null,
  createdAt: MOMENT,
  createdElsewhereAt: null,
  updatedAt: MOMENT,
  archivedAt: null,
  status: 'READY',
  statusMessage: null,
  tags: {},
  parameters: {},
  run: null,
  experiment: { id: EXPERIMENT, externalId: null, artifactLocation: null },
});

const pointOf = (step: number): Point => ({
  key: 'm',
  value: 1,
  step,
  timestamp: MOMENT,
  run: null,
  datasetName: null,
  datasetDigest: null,
});

function request(method: 'GET' | 'POST', path: string, fields: object, ask: AskApi) {
  return createMlflowApi({ namespace: 'mlflow' }).answer({
    method,
    path: `/api/2.0/mlflow/logged-models${path}`,
    query: {},
    headers: {},
    body: Readable.from([]),
    json: async () => fields,
    ask,
    signal: new AbortController().signal,
  });
}

/** What a search for at most `max` models is answered where there are `count`, and how many were read of the API so far. */
async function searched(count: number, max: number) {
  let read = 0;
  const fields = { experiment_ids: [EXPERIMENT], max_results: max };
  const answer = await request('POST', '/search', fields, async (_document, { first } = {}) => {
    const page = Math.min(Number(first), count - read);
    const nodes = Array.from({ length: page }, (_, index) => ({ ...modelOf(read + index), metrics: [pointOf(index)] }));
    read += page;
    return { data: { loggedModels: { nodes, pageInfo: { hasNextPage: read < count, endCursor: `c${read}` } } } };
  });
  return { answer, alreadyRead: () => read };
}

test.each([
  [0, 10, false],
  [250, 1_000, false],
  [250, 250, false],
  [250, 101, true],
])('of %i logged models at most %i are one list, with a token where there are more', async (count, max, hasMore) => {
  const { answer } = await searched(count, max);
  const { models, next_page_token } = JSON.parse(await text(answer.body as Readable));
  const names = models.map(({ info }: { info: { name: string } }) => info.name);
  expect(names).toEqual(Array.from({ length: Math.min(count, max) }, (_, number) => `model ${number}`));
  expect(next_page_token !== undefined).toBe(hasMore);
});

test('a page of logged models is read when the ones before it have been sent', async () => {
  const { answer, alreadyRead } = await searched(50_000, 50_000);
  expect(alreadyRead()).toBe(100);
  const parts = (answer.body as Readable)[Symbol.asyncIterator]();
  await parts.next();
  expect(alreadyRead()).toBeLessThan(10_000);
  await parts.return?.();
});

/** The answer to a look-up of a model with so many points, the documents that were asked, and how many points were read. */
async function lookedUp(count: number, more: Partial<LoggedModel> = {}) {
  const documents: string[] = [];
  let read = 0;
  const answer = await request('GET', `/m-${'0'.repeat(32)}`, {}, async (document, { first } = {}) => {
    documents.push(document);
    if (document.startsWith('query LastPoints')) return { data: { loggedModel: { metrics: [pointOf(count - 1)] } } };
    const page = Math.min(Number(first), count - read);
    const nodes = Array.from({ length: page }, (_, index) => pointOf(read + index));
    read += page;
    const metricHistory = { nodes, pageInfo: { hasNextPage: read < count, endCursor: `c${read}` } };
    return { data: { loggedModel: { ...modelOf(0), ...more, metricHistory } } };
  });
  const { model } = JSON.parse(String(answer.body));
  const steps: number[] | undefined = model?.data.metrics.map(({ step }: { step: number }) => step);
  return { status: answer.status, documents, steps, read };
}

test('a look-up of a logged model reads its fields once, and every point', async () => {
  const { documents, steps } = await lookedUp(2_500);
  expect(steps).toEqual(Array.from({ length: 2_500 }, (_, step) => step));
  expect(documents.map((document) => document.includes('parameters'))).toEqual([true, false, false]);
});

test('of a logged model with more points than one request reads the last ones are given', async () => {
  expect((await lookedUp(250_000)).steps).toHaveLength(250_000);
  const { steps, read } = await lookedUp(1_000_000);
  expect([steps, read]).toEqual([[999_999], 250_000]);
});

test('of a logged model that is deleted no further point is read', async () => {
  const { status, documents } = await lookedUp(2_500, { archivedAt: MOMENT });
  expect([status, documents.length]).toEqual([404, 1]);
});
