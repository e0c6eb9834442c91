import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { createMlflowApi } from '#integrations/mlflow/rest/create-mlflow-api.js';
import { createRouter } from '#integrations/mlflow/rest/routing/router.js';
import { errorAnswer } from '#integrations/mlflow/rest/wire/answers.js';
import { createApi } from '#integrations/mlflow/rest/wire/api.js';
import { Fields } from '#integrations/mlflow/rest/wire/fields.js';
import { type MlflowError, notRepeated } from '#integrations/mlflow/rest/wire/mlflow-error.js';
import { translateError } from '#integrations/mlflow/rest/wire/translate-error.js';
import { ERROR_CODES } from '#platform/errors/codes.js';
import type { ApiAnswer } from '#platform/server/mount.js';

/** After which MLflow's clients send a request again. */
const RETRIED = [408, 429, 500, 502, 503, 504];
/** What may pass by itself, or is a fault of the server. */
const PASSING = [
  'UNAVAILABLE',
  'OVERLOADED',
  'RATE_LIMITED',
  'TOO_MANY_IDEMPOTENCY_KEYS',
  'TIMEOUT',
  'OUTCOME_UNKNOWN',
  'INVALID_ANSWER',
  'INTERNAL_SERVER_ERROR',
  'NOT_PLANNED',
  // Of the facade's own documents: its fault
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
];

test('each of our codes has one of MLflow’s, and what does not pass by itself has no status that is tried again', () => {
  for (const code of Object.keys(ERROR_CODES)) {
    const { status } = translateError({ message: 'A sentence.', extensions: { code } });
    expect([code, RETRIED.includes(status)]).toEqual([code, PASSING.includes(code)]);
  }
  expect(translateError({ message: 'A sentence.', extensions: { code: 'constructor' } }).code).toBe('INTERNAL_ERROR');
});

test('when a request may be sent again is told in Retry-After', () => {
  const extensions = { code: 'RATE_LIMITED', retryAfter: 7 };
  expect(errorAnswer(translateError({ message: 'Slowly.', extensions }))).toEqual({
    status: 429,
    headers: { 'content-type': 'application/json', 'retry-after': '7' },
    body: '{"error_code":"REQUEST_LIMIT_EXCEEDED","message":"Slowly."}',
  });
});

test('an answer with errors is no answer, unless the caller knows what they mean', async () => {
  const error = { message: 'It is taken.', extensions: { code: 'CONFLICT' } };
  const api = createApi(async () => ({ data: { half: 1 }, errors: [error] }));
  await expect(api.ask('{ half }')).rejects.toMatchObject({ code: 'RESOURCE_CONFLICT', message: 'It is taken.' });
  const taken = new Error('taken');
  await expect(api.askOr('{ half }', {}, (code) => (code === 'CONFLICT' ? taken : undefined))).rejects.toBe(taken);
});

test('what MLflow’s clients may not send twice is refused with a status after which they do not', async () => {
  const unknown = { message: 'The answer was lost.', extensions: { code: 'OUTCOME_UNKNOWN' } };
  const away = { message: 'It is away.', extensions: { code: 'UNAVAILABLE' } };
  /** What a client gets whose creation of a model was answered so. */
  const answered = async (created: ApiAnswer) => {
    const none = { data: { modelByDisplayName: null, models: { nodes: [] } } };
    const { status, body } = await createMlflowApi({ namespace: 'mlflow' }).answer({
      method: 'POST',
      path: '/api/2.0/mlflow/registered-models/create',
      query: {},
      headers: {},
      body: Readable.from([]),
      json: async () => ({ name: 'n' }),
      ask: async (document) => (document.startsWith('mutation') ? created : none),
      signal: new AbortController().signal,
    });
    return { status, code: JSON.parse(String(body)).error_code };
  };
  // Nothing was made: it may be sent again.
  expect(await answered({ errors: [away] })).toEqual({ status: 503, code: 'TEMPORARILY_UNAVAILABLE' });
  expect(await answered({ errors: [unknown] })).toEqual({ status: 409, code: 'ABORTED' });
});

test('after something was made no refusal of the same request invites to make it once more', async () => {
  const away = { errors: [{ message: 'It is away.', extensions: { code: 'UNAVAILABLE' } }] };
  const api = createApi(async (document) => (document === 'once' ? { data: {} } : away));
  expect(api.mayRepeat).toBe(true);
  await expect(api.askOnce('other', {})).rejects.toMatchObject({ status: 503 });
  expect(api.mayRepeat).toBe(true);
  await api.askOnce('once', {});
  expect(api.mayRepeat).toBe(false);
  const refusal = await api.ask('then').catch((error) => notRepeated(error));
  expect(refusal).toMatchObject({ status: 409, code: 'ABORTED', message: expect.stringContaining('It is away.') });
});

test('fields are read as protocol buffers’ JSON has them', () => {
  const fields = Fields.ofBody({
    int: 5,
    text_int: '-7',
    nan: 'NaN',
    inf: '-Infinity',
    float: '1.5e3',
    nothing: null,
    runId: 'r',
    view: 'ALL',
    view_number: 2,
    list: ['a', 'b'],
    items: [{ key: 'k' }],
    __proto__: { polluted: true },
  });
  expect([fields.integer('int'), fields.integer('text_int'), fields.integer('nothing')]).toEqual([5, -7, undefined]);
  expect([fields.double('nan'), fields.double('inf'), fields.double('float'), fields.double('int')]).toEqual([
    Number.NaN,
    Number.NEGATIVE_INFINITY,
    1_500,
    5,
  ]);
  expect(fields.requiredText('run_id')).toBe('r');
  const views = { ACTIVE_ONLY: 1, DELETED_ONLY: 2, ALL: 3 };
  expect([fields.oneOf('view', views), fields.oneOf('view_number', views)]).toEqual(['ALL', 'DELETED_ONLY']);
  expect([fields.texts('list'), fields.texts('none')]).toEqual([['a', 'b'], []]);
  expect(fields.messages('items').map((item) => item.requiredText('key'))).toEqual(['k']);
  expect([fields.has('polluted'), fields.has('toString'), fields.has('nothing')]).toEqual([false, false, false]);
});

test('a query has texts alone, and a list of one is a list', () => {
  const fields = Fields.ofQuery({ run_ids: 'a', step: '3', done: 'True' });
  expect([fields.texts('run_ids'), fields.integer('step'), fields.boolean('done')]).toEqual([['a'], 3, true]);
});

test('old clients send their JSON twice encoded, and no body is an empty message', () => {
  expect(Fields.ofBody('{"name": "n"}').text('name')).toBe('n');
  expect(Fields.ofBody(undefined).has('name')).toBe(false);
});

const refusal = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    return `${(error as MlflowError).code}: ${(error as Error).message}`;
  }
  return 'nothing was refused';
};

test('what does not fit is refused in the words of MLflow’s server', () => {
  const fields = Fields.ofBody({ name: 5, step: 1.5, far: 2 ** 53, value: 'x', metrics: [{}, { key: '' }], list: 'a' });
  expect(refusal(() => fields.requiredText('key'))).toBe(
    "INVALID_PARAMETER_VALUE: Missing value for required parameter 'key'. See the API docs for more information about request parameters.",
  );
  expect(refusal(() => fields.text('name'))).toBe(
    "INVALID_PARAMETER_VALUE: Invalid value 5 for parameter 'name' supplied: Hint: Value was of type 'int'. See the API docs for more information about request parameters.",
  );
  const [, second] = fields.messages('metrics');
  expect(refusal(() => second?.requiredText('key'))).toContain("parameter 'metrics[1].key'");
  for (const read of [
    () => fields.integer('step'),
    () => fields.integer('far'),
    () => fields.double('value'),
    () => fields.texts('list'),
    () => fields.message('list'),
    () => fields.boolean('name'),
    () => fields.oneOf('name', { A: 1 }),
    () => Fields.ofBody([]),
    () => Fields.ofBody('not json'),
    () => Fields.ofBody({ runId: 'a', run_id: 'b' }).text('run_id'),
  ])
    expect(refusal(read)).toMatch(/^INVALID_PARAMETER_VALUE: /);
});

test('a router finds fixed paths before patterns, takes them in both places, and refuses a table with one twice', () => {
  const answer = async () => ({ status: 200, headers: {}, body: '' });
  const find = createRouter([
    { method: 'GET', api: '2.0', path: 'mlflow/models/{id}', answer },
    { method: 'GET', api: '2.0', path: 'mlflow/models/search', answer },
    { method: 'GET', api: '2.0', path: 'files/{path...}', answer },
  ]);
  expect(find('GET', '/api/2.0/mlflow/models/search')?.parts).toEqual({});
  expect({ ...find('GET', '/ajax-api/2.0/mlflow/models/m-1')?.parts }).toEqual({ id: 'm-1' });
  expect({ ...find('GET', '/api/2.0/files/a/b\n.txt')?.parts }).toEqual({ path: 'a/b\n.txt' });
  for (const path of ['/api/2.0/mlflow/models/a/b', '/api/2.0/files/', '/api/3.0/mlflow/models/a', '/mlflow/models/a'])
    expect(find('GET', path)).toBeUndefined();
  expect(find('POST', '/api/2.0/mlflow/models/search')).toBeUndefined();
  const route = { method: 'GET', path: '/a', answer } as const;
  expect(() => createRouter([route, route])).toThrow('two routes of GET /a');
});
