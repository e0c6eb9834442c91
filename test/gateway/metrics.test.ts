import { expect, test } from 'vitest';
import { ANONYMOUS } from '#platform/auth/caller.js';
import { type Rights, rightsFrom } from '#platform/auth/rights.js';
import type { Role } from '#platform/auth/role.js';
import { ConfigError } from '#platform/config/read-config.js';
import { metricsAccess } from '#platform/server/metrics-access.js';
import { testConfig } from '../support/test-config.js';
import { serveLibrary } from './serve-library.js';

const TOKEN = 'a-token-of-some-length';
const POST = { method: 'POST', headers: { 'content-type': 'application/json' } };

test('requests are counted by route and status, operations by type and outcome, and the process is measured', async () => {
  await using server = await serveLibrary();
  const ask = (query: string) => server.fetch('/graphql', { ...POST, body: JSON.stringify({ query }) });
  for (const query of ['{ asker }', '{ asker }', '{ nothingOfThatName }', '{']) await ask(query);
  await server.fetch('/nowhere/secret');

  const { status, headers, body: text } = await server.fetch('/metrics');
  expect([status, headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain; version=0\.0\.4/)]);
  const lines = text.split('\n');
  expect(lines).toContain('pedigraph_graphql_operations_total{graphql_operation_type="query",outcome="ok"} 2');
  expect(lines).toContain(
    'pedigraph_graphql_operations_total{graphql_operation_type="unknown",outcome="GRAPHQL_VALIDATION_FAILED"} 1',
  );
  expect(lines).toContain(
    'pedigraph_graphql_operations_total{graphql_operation_type="unknown",outcome="GRAPHQL_PARSE_FAILED"} 1',
  );
  expect(lines).toContain(
    'http_server_request_duration_seconds_count{http_request_method="POST",http_route="/graphql",http_response_status_code="200"} 4',
  );
  expect(lines).toContain(
    'http_server_request_duration_seconds_count{http_request_method="GET",http_response_status_code="404"} 1',
  );
  expect(text).not.toContain('secret');
  expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
});

test('metrics are for administrators and for the token of metrics, which opens nothing else', async () => {
  const METRICS = 'a-token-for-prometheus';
  await using server = await serveLibrary({ env: { PEDIGRAPH_TOKEN: TOKEN, PEDIGRAPH_METRICS_TOKEN: METRICS } });
  const status = async (path: string, token?: string) =>
    (await server.fetch(path, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await status('/metrics')).toBe(401);
  expect(await status('/metrics', 'another-token-altogether')).toBe(401);
  expect(await status(`/metrics?token=${METRICS}`)).toBe(401);
  expect(await status('/metrics', TOKEN)).toBe(200);
  expect(await status('/metrics', METRICS)).toBe(200);
  expect(await status('/graphql?query={asker}', METRICS)).toBe(401);
  expect(() => testConfig({ PEDIGRAPH_TOKEN: TOKEN, PEDIGRAPH_METRICS_TOKEN: TOKEN })).toThrow(ConfigError);
});

test('who may ask the API and is no administrator does not see the metrics', async () => {
  const rights = (role: Role, namespace: string) => rightsFrom({ roles: [{ role, namespace }], closed: [] });
  const admit = (of: Rights) =>
    metricsAccess({ metricsOpen: false, metricsToken: undefined }, async () => ({ ...ANONYMOUS, rights: of }))({});
  for (const refused of [rights('MAINTAINER', ''), rights('ADMIN', 'team'), rightsFrom({ roles: [], closed: [] })])
    await expect(admit(refused)).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  await expect(admit(rights('ADMIN', ''))).resolves.toBeUndefined();
});

test('metrics may be opened to whoever reaches the port', async () => {
  await using open = await serveLibrary({ env: { PEDIGRAPH_TOKEN: TOKEN, PEDIGRAPH_METRICS_OPEN: 'true' } });
  expect((await open.fetch('/metrics')).status).toBe(200);
});
