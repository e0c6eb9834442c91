import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { createMlflowApi } from '#integrations/mlflow/rest/create-mlflow-api.js';
import type { LoggedModel } from '#integrations/mlflow/rest/logged-models/logged-model-message.js';
import { listInTag, tagOfList } from '#integrations/mlflow/rest/tracking/list-tag.js';
import type { ApiAnswer } from '#platform/server/mount.js';

const MOMENT = '2026-01-01T00:00:00.000Z';
const MODEL_ID = `m-${'0'.repeat(32)}`;

const LOGGED: LoggedModel = {
  id: '00000000-0000-0000-0000-000000000000',
  name: 'logged',
  modelType: null,
  artifactLocation: 's3://bucket/logged',
  createdAt: MOMENT,
  createdElsewhereAt: null,
  updatedAt: MOMENT,
  archivedAt: null,
  status: 'READY',
  statusMessage: null,
  tags: {},
  parameters: {},
  run: null,
  experiment: { id: '01a22bc7-397e-7246-9884-6a967ee7966b', externalId: null, artifactLocation: null },
};

const VERSION = {
  ref: 'mlflow/m@3.0.0',
  version: '3.0.0',
  externalVersion: '3',
  createdAt: MOMENT,
  createdBy: 'ann',
  createdElsewhereAt: null,
  createdElsewhereBy: null,
  updatedAt: MOMENT,
  description: null,
  status: 'IN_REVIEW',
  tags: {},
  config: {},
  run: null,
  aliases: [],
  reproducibility: { verdict: 'PARTIAL' },
};

const MODEL = {
  displayName: 'm',
  createdAt: MOMENT,
  createdElsewhereAt: null,
  updatedAt: MOMENT,
  description: null,
  tags: {},
  aliases: [],
  versions: { nodes: [], pageInfo: { hasNextPage: true, endCursor: 'c' } },
};

/** What the API answers to a document of each name, unless a test has it answer otherwise. */
const ANSWERS: Readonly<Record<string, object>> = {
  DestinationOfVersion: { modelByDisplayName: { name: 'mlflow/m', highestExternalVersion: 2 } },
  LoggedModelById: { loggedModel: LOGGED },
  RegisterModelVersion: { registerModelVersion: { created: true, modelVersion: VERSION } },
};

const refused = (code: string): ApiAnswer => ({ errors: [{ message: 'Not that.', extensions: { code } }] });

/** Posts to the facade, whose API answers documents of these names so. */
async function posted(path: string, fields: object, otherwise: Readonly<Record<string, ApiAnswer>>) {
  const asked: (readonly [string, unknown])[] = [];
  const { status, body } = await createMlflowApi({ namespace: 'mlflow' }).answer({
    method: 'POST',
    path: `/api/2.0/mlflow/${path}`,
    query: {},
    headers: {},
    body: Readable.from([]),
    json: async () => fields,
    async ask(document, variables) {
      const name = /^\w+ (\w+)/.exec(document)?.[1] ?? '';
      asked.push([name, variables?.['input']]);
      return otherwise[name] ?? { data: ANSWERS[name] ?? {} };
    },
    signal: new AbortController().signal,
  });
  const { error_code, message } = JSON.parse(String(body));
  return { status, code: error_code, message, inputs: new Map(asked) };
}

const register = (otherwise: Readonly<Record<string, ApiAnswer>> = {}) =>
  posted('model-versions/create', { name: 'm', source: `models:/${MODEL_ID}`, model_id: MODEL_ID }, otherwise);

test.each(['BAD_USER_INPUT', 'NOT_FOUND', 'UNAVAILABLE', 'INTERNAL_SERVER_ERROR'])(
  'what is refused with %s after a version was registered says that it was, and is not sent again',
  async (code) => {
    expect(await register({ ListVersionOfLoggedModel: refused(code) })).toMatchObject({
      status: 409,
      code: 'ABORTED',
      message: 'Version 3 of m was registered. What comes after it was not done: Not that.',
    });
    expect((await register({ RegisterModelVersion: refused(code) })).message).toBe('Not that.');
  },
);

test('who may not tag the logged model registers a version of it all the same', async () => {
  expect(await register({ ListVersionOfLoggedModel: refused('FORBIDDEN') })).toMatchObject({ status: 200 });
});

test('a model that was made and cannot be read is not reported as if it had not been made', async () => {
  const none = { data: { modelByDisplayName: null, models: { nodes: [] } } };
  const nameless = { ModelName: none, ModelsByDisplayName: none };
  const made = { data: { createModel: { created: true, model: MODEL } } };
  const otherwise = { ...nameless, CreateModel: made, LatestModelVersions: refused('NOT_FOUND') };
  const answered = await posted('registered-models/create', { name: 'm' }, otherwise);
  expect(answered).toMatchObject({ status: 409, code: 'ABORTED', message: expect.stringContaining('m was made') });
  const taken = { ...otherwise, CreateModel: { data: { createModel: { created: false, model: MODEL } } } };
  expect(await posted('registered-models/create', { name: 'm' }, taken)).toMatchObject({
    status: 400,
    code: 'RESOURCE_ALREADY_EXISTS',
  });
});

test('the list of the versions of a logged model fits into a tag however many there are', async () => {
  const listed = Array.from({ length: 285 }, (_, index) => ({ name: 'x', version: 1_000 + index }));
  const tag = JSON.stringify(listed);
  expect(tag).toHaveLength(7_981);
  const loggedModel = { ...LOGGED, tags: { 'mlflow.modelVersions': tag } };
  const { status, inputs } = await register({ LoggedModelById: { data: { loggedModel } } });
  expect(status).toBe(200);
  const { set } = inputs.get('ListVersionOfLoggedModel') as { set: Record<string, string> };
  const value = set['mlflow.modelVersions'] ?? '';
  expect(value.length).toBeLessThanOrEqual(8_000);
  const versions = JSON.parse(value) as { version: number }[];
  expect(versions).toEqual([...listed.slice(1), { name: 'm', version: 3 }]);
});

test('a tag is filled to its last character, and an entry that does not fit stands alone', () => {
  const entry = (characters: number) => ({ a: 'x'.repeat(characters - '{"a":""}'.length) });
  // [ and ] and a comma
  expect(tagOfList([entry(4_000)], entry(3_997))).toHaveLength(8_000);
  expect(tagOfList([entry(4_000)], entry(3_998))).toBe(JSON.stringify([entry(3_998)]));
  expect(tagOfList([entry(10)], entry(9_000))).toBe(JSON.stringify([entry(9_000)]));
  expect([listInTag('{'), listInTag('{}'), listInTag(undefined)]).toEqual([[], [], []]);
});
