import { expect, test, vi } from 'vitest';
import type { SubgraphTransport } from '#platform/transport/transport.js';
import { type Answer, serveLibrary } from './serve-library.js';

const [ANN, BEN] = ['a-token-that-only-ann-has', 'a-token-that-only-ben-has'];
const TOKENS = { PEDIGRAPH_TOKENS: `ann=${ANN},ben=${BEN}` };
const as = (token: string) => ({ authorization: `Bearer ${token}` });

/** Its status and what it says of the limit. */
const limitOf = ({ status, headers, body }: Answer) => {
  const { extensions } = body.errors[0];
  expect(headers.get('retry-after')).toBe(String(extensions.retryAfter));
  return { status, ...extensions };
};

test('operations that are executed are counted by caller, and what the cache answers is not', async () => {
  const env = { ...TOKENS, PEDIGRAPH_CALLER_OPERATIONS_PER_MINUTE: '3' };
  await using server = await serveLibrary({ env, versions: () => async () => '1' });
  const ask = (query: string, token = ANN) => server.ask(query, {}, as(token));
  for (let time = 0; time < 9; time++) expect((await ask('{ books { title } }')).status).toBe(200);
  expect((await ask('{ asker }')).status).toBe(200);
  expect((await ask('mutation { writes }')).status).toBe(200);
  const refused = await ask('mutation { writes }');
  expect(limitOf(refused)).toEqual({
    status: 429,
    code: 'RATE_LIMITED',
    limit: 'operationsPerMinute',
    max: 3,
    retryAfter: expect.any(Number),
    resetsAt: expect.any(String),
  });
  expect(refused.body.errors[0].message).toMatch(/sent 3 operations within a minute; .* Nothing was done/);
  expect((await ask('{ books { title } }')).status).toBe(200);
  expect((await ask('mutation { writes }', BEN)).body).toEqual({ data: { writes: 2 } });
});

test('a caller has so many requests under way, and takes no place of another', async () => {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let asked = 0;
  const transport: SubgraphTransport = async (request) => {
    asked += 1;
    if (request.caller.actor === 'ann') await gate;
    return { data: { asker: request.caller.actor } };
  };
  const env = { ...TOKENS, PEDIGRAPH_CALLER_REQUESTS_AT_ONCE: '2' };
  await using server = await serveLibrary({ env, transports: { books: transport } });
  const held = ['{ asker }', 'query Again { asker }'].map((query) => server.ask(query, {}, as(ANN)));
  await vi.waitUntil(() => asked === 2, { timeout: 60_000 });
  expect(limitOf(await server.ask('{ asker }', {}, as(ANN)))).toMatchObject({
    status: 429,
    code: 'RATE_LIMITED',
    limit: 'requestsAtOnce',
    max: 2,
    retryAfter: 1,
  });
  const other = await server.ask('query Other { asker }', {}, as(BEN));
  expect(other.body).toEqual({ data: { asker: 'ben' } });
  letGo();
  await Promise.all(held);
  expect((await server.ask('{ asker }', {}, as(ANN))).status).toBe(200);
});

test('bad tokens are refused by address without being judged, over HTTP and over a socket alike', async () => {
  const env = { ...TOKENS, PEDIGRAPH_CALLER_BAD_CREDENTIALS_PER_MINUTE: '5' };
  await using server = await serveLibrary({ env });
  expect((await server.ask('{ asker }', {}, as(ANN))).status).toBe(200);
  const statuses: number[] = [];
  for (let guess = 0; guess < 20; guess++)
    statuses.push((await server.ask('{ asker }', {}, as(`guess-${guess}`))).status);
  expect(statuses).toEqual([...Array(5).fill(401), ...Array(15).fill(429)]);
  expect(limitOf(await server.fetch('/metrics', { headers: as('guess') }))).toMatchObject({
    status: 429,
    limit: 'badCredentialsPerMinute',
    max: 5,
  });
  expect((await server.fetch('/health/live')).status).toBe(200);
  expect((await server.ask('{ asker }', {}, as(ANN))).status).toBe(200);
});

test.runIf(process.env['PEDIGRAPH_GATEWAY_EXECUTOR'] !== 'stitched')(
  'new documents are counted where they are planned, and one that was refused is planned when it is asked for again',
  async () => {
    const env = { ...TOKENS, PEDIGRAPH_CALLER_PLANS_PER_MINUTE: '2' };
    await using server = await serveLibrary({ env });
    const ask = (query: string, token = ANN) => server.ask(query, {}, as(token));
    for (let time = 0; time < 5; time++) expect((await ask('{ a: asker }')).status).toBe(200);
    expect((await ask('{ b: asker }')).status).toBe(200);
    const refused = await ask('{ c: asker }');
    expect(limitOf(refused)).toMatchObject({ status: 429, code: 'RATE_LIMITED', limit: 'plansPerMinute', max: 2 });
    expect((await ask('{ c: asker }', BEN)).status).toBe(200);
    expect((await ask('{ c: asker }')).status).toBe(200); // it is planned by now
    expect((await ask('{ a: asker }')).status).toBe(200);
  },
);
