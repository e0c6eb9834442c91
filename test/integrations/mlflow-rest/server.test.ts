import { expect, test } from 'vitest';
import { mlflowMount } from '#integrations/mlflow/rest/mlflow-mount.js';
import { serveLibrary } from '../../gateway/serve-library.js';

const TOKEN = 'a-token-of-some-length';
const BEARER = { authorization: `Bearer ${TOKEN}` };

const serve = () => serveLibrary({ env: { PEDIGRAPH_TOKEN: TOKEN }, mounts: [mlflowMount({ namespace: 'mlflow' })] });

test('the server says what it is as MLflow’s does, to everybody', async () => {
  await using server = await serve();
  expect(await server.fetch('/mlflow/health')).toMatchObject({ status: 200, body: 'OK' });
  expect(await server.fetch('/mlflow/version')).toMatchObject({ status: 200, body: '3.17.2' });
  for (const prefix of ['api', 'ajax-api']) {
    const { status, body } = await server.fetch(`/mlflow/${prefix}/3.0/mlflow/server-info`);
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ store_type: 'SqlStore', workspaces_enabled: false }),
    ]);
  }
});

test('what is not served is refused in MLflow’s words, with a status after which no client tries again', async () => {
  await using server = await serve();
  const ask = (method: string, path: string) =>
    server.fetch(`/mlflow${path}`, {
      method,
      headers: { ...BEARER, 'content-type': 'application/json' },
      ...(method !== 'GET' && { body: '{}' }),
    });
  for (const [method, path] of [
    ['POST', '/api/3.0/mlflow/traces'],
    ['POST', '/api/2.0/mlflow/traces'],
    ['GET', '/api/3.0/mlflow/traces/tr-1'],
    ['POST', '/api/3.0/mlflow/traces/search'],
    ['GET', '/ajax-api/2.0/mlflow/get-online-trace-details'],
    ['POST', '/v1/traces'],
    ['POST', '/api/3.0/mlflow/scorers/register'],
    ['POST', '/api/3.0/mlflow/datasets/create'],
    ['POST', '/api/2.0/mlflow/experiments/search-datasets'],
    ['GET', '/api/3.0/mlflow/gateway/endpoints/list'],
    ['POST', '/api/3.0/mlflow/prompt-optimization/jobs'],
    ['POST', '/api/3.0/mlflow/review-queues/create'],
    ['GET', '/api/3.0/mlflow/workspaces'],
    ['POST', '/api/2.0/mlflow/webhooks'],
  ] as const) {
    const { status, headers, body } = await ask(method, path);
    expect([path, status, headers.get('content-type'), body]).toEqual([
      path,
      404,
      expect.stringMatching(/^application\/json/),
      { error_code: 'FEATURE_DISABLED', message: expect.stringContaining(`${method} ${path}`) },
    ]);
  }
  for (const [method, path] of [
    ['GET', '/'],
    ['GET', '/api/2.0/mlflow/nothing'],
    ['GET', '/api/3.0/mlflow/server-features'],
    ['POST', '/api/3.0/mlflow/server-info'],
    ['GET', '/api/2.0/mlflow/server-info'],
    ['GET', '/api/3.0/mlflow/server-info/'],
    ['DELETE', '/api/2.0/mlflow/__proto__'],
  ] as const) {
    expect([path, await ask(method, path)]).toMatchObject([
      path,
      { status: 404, body: { error_code: 'ENDPOINT_NOT_FOUND' } },
    ]);
  }
});

test('refusals of the server have MLflow’s codes', async () => {
  await using server = await serve();
  const path = '/mlflow/api/2.0/mlflow/runs/create';
  expect(await server.fetch(path)).toMatchObject({ status: 401, body: { error_code: 'UNAUTHENTICATED' } });
  const basic = Buffer.from(`anybody:${TOKEN}`).toString('base64');
  const named = await server.fetch(path, { headers: { authorization: `Basic ${basic}` } });
  expect(named).toMatchObject({ status: 404, body: { error_code: 'ENDPOINT_NOT_FOUND' } });
  const form = { method: 'POST', headers: { ...BEARER, 'content-type': 'text/plain' }, body: '{}' };
  expect(await server.fetch(path, form)).toMatchObject({ status: 400, body: { error_code: 'BAD_REQUEST' } });
  const foreign = { headers: { ...BEARER, origin: 'https://evil.example' } };
  expect(await server.fetch(path, foreign)).toMatchObject({ status: 403, body: { error_code: 'BAD_REQUEST' } });
});
