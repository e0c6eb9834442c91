import { expect, test } from 'vitest';
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
  expect(lines).toContain('pedigraph_graphql_operations_total{type="query",outcome="ok"} 2');
  expect(lines).toContain('pedigraph_graphql_operations_total{type="unknown",outcome="GRAPHQL_VALIDATION_FAILED"} 1');
  expect(lines).toContain('pedigraph_graphql_operations_total{type="unknown",outcome="GRAPHQL_PARSE_FAILED"} 1');
  expect(lines).toContain(
    'pedigraph_http_request_duration_seconds_count{route="/graphql",method="POST",status="200"} 4',
  );
  expect(lines).toContain('pedigraph_http_request_duration_seconds_count{route="unknown",method="GET",status="404"} 1');
  expect(text).not.toContain('secret');
  expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
});

test('metrics want the token that all else wants, unless they are said to be open', async () => {
  await using closed = await serveLibrary({ env: { PEDIGRAPH_TOKEN: TOKEN } });
  expect((await closed.fetch('/metrics')).status).toBe(401);
  expect((await closed.fetch('/metrics', { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(200);

  await using open = await serveLibrary({ env: { PEDIGRAPH_TOKEN: TOKEN, PEDIGRAPH_METRICS_OPEN: 'true' } });
  expect((await open.fetch('/metrics')).status).toBe(200);
});
