import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { createMlflowApi } from '#integrations/mlflow/rest/create-mlflow-api.js';

const VERSION = {
  ref: 'mlflow/m@1.0.0',
  version: '1.0.0',
  externalVersion: '1',
  createdAt: '2026-01-01T00:00:00.000Z',
  createdBy: 'ann',
  createdElsewhereAt: null,
  createdElsewhereBy: null,
  updatedAt: '2026-01-01T00:00:00.000Z',
  description: null,
  status: 'IN_REVIEW',
  tags: {},
  config: { mlflow: { source: 's3://bucket/m', run_id: null } },
  run: { id: '01890000-0000-7000-8000-000000000000' },
  aliases: [{ name: 'best' }],
  reproducibility: { verdict: 'PARTIAL' },
};

const MODEL = {
  name: 'mlflow/m',
  displayName: 'm',
  createdAt: VERSION.createdAt,
  createdElsewhereAt: null,
  updatedAt: VERSION.updatedAt,
  description: null,
  tags: {},
  aliases: [{ name: 'best', modelVersion: VERSION }],
  alias: { modelVersion: VERSION },
  version: VERSION,
  versions: { nodes: [VERSION], pageInfo: { hasNextPage: false } },
};

test.each([
  ['a version by alias, with its run', 'registered-models/alias', { name: 'm', alias: 'best' }],
  ['a version by number, with its run', 'model-versions/get', { name: 'm', version: '1' }],
  ['where a version lies', 'model-versions/get-download-uri', { name: 'm', version: '1' }],
  ['a model with its latest versions', 'registered-models/get', { name: 'm' }],
  ['the latest versions of a model', 'registered-models/get-latest-versions', { name: 'm' }],
])('%s is one operation of the API', async (_, path, query) => {
  const asked: string[] = [];
  const answer = await createMlflowApi({ namespace: 'mlflow' }).answer({
    method: 'GET',
    path: `/api/2.0/mlflow/${path}`,
    query,
    headers: {},
    body: Readable.from([]),
    json: async () => undefined,
    ask: async (document) => {
      asked.push(document);
      return { data: { modelByDisplayName: MODEL } };
    },
    signal: new AbortController().signal,
  });
  expect(answer.status).toBe(200);
  expect(asked).toHaveLength(1);
  if (path.endsWith('alias'))
    expect(JSON.parse(String(answer.body)).model_version).toMatchObject({
      run_id: '01890000000070008000000000000000',
      aliases: ['best'],
    });
});
