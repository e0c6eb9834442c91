import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { graphql, parse } from 'graphql';
import { expect, test } from 'vitest';
import { makeKeyPair, readSigningKey } from '#platform/auth/internal-token/key-pair.js';
import { serveSupergraph } from '#process/serve-supergraph.js';
import { createReadStatement } from '../../examples/foreign-subgraph/read-statement.mjs';
import { GATEWAY_ENV, testVerifier } from '../support/internal-tokens.js';
import { testConfig } from '../support/test-config.js';
import { fetchAnswer, silent } from './serve-library.js';

const STATEMENT = makeKeyPair();
const NEXT = makeKeyPair();
const ANN = 'a-token-that-only-ann-has';
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';

/** A subgraph of somebody else's that answers who asks, as it reads it from what it is sent. */
async function serveForeign(name: string, gateway: () => string) {
  const field = `${name}Asker`;
  const typeDefs = parse(`${LINK} type Query { ${field}: String! }`);
  const seen: IncomingHttpHeaders[] = [];
  let read: ReturnType<typeof createReadStatement> | undefined;
  const asker = async (_: unknown, __: unknown, headers: IncomingHttpHeaders) => {
    read ??= createReadStatement({ gateway: gateway(), subgraph: name });
    try {
      const { actor, kind, roles } = await read(headers);
      return `${actor} ${kind} ${roles.map(({ role, namespace }) => `${role}@${namespace}`)}`;
    } catch (error) {
      return `nobody: ${(error as Error).name}`;
    }
  };
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: { Query: { [field]: asker } } }]);
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push(request.headers);
    const { query: source } = JSON.parse(body || '{"query":"{ __typename }"}');
    const answer = await graphql({ schema, source, contextValue: request.headers });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  return {
    name,
    typeDefs,
    url: `http://127.0.0.1:${port}/graphql`,
    seen,
    close: () => server.close().closeAllConnections(),
  };
}

/** Two subgraphs of somebody else's behind a gateway that tells one of them who asks. */
async function serveWorld(env: NodeJS.ProcessEnv = {}) {
  let url = '';
  const [told, untold] = [await serveForeign('told', () => url), await serveForeign('untold', () => url)];
  const config = testConfig({
    ...GATEWAY_ENV,
    PEDIGRAPH_TOKENS: `ann=${ANN}`,
    PEDIGRAPH_STATEMENT_KEY: STATEMENT.privateKey,
    PEDIGRAPH_STATEMENT_SUBGRAPHS: 'told',
    ...env,
  });
  const { supergraphSdl = '' } = composeServices([told, untold]);
  const gateway = await serveSupergraph({ supergraphSdl, config, logger: silent });
  url = gateway.url;
  return {
    told,
    untold,
    url,
    ask: (headers: Record<string, string> = {}) =>
      fetchAnswer(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${ANN}`, ...headers },
        body: '{"query":"{ toldAsker untoldAsker }"}',
      }),
    async [Symbol.asyncDispose]() {
      await gateway.close();
      told.close();
      untold.close();
    },
  };
}

test("somebody else's subgraph that is told who asks can check it with the published keys; another one is told nothing", async () => {
  await using world = await serveWorld();
  expect((await world.ask({ 'pedigraph-statement': 'forged' })).body).toEqual({
    data: { toldAsker: 'ann USER ADMIN@', untoldAsker: expect.stringMatching(/^nobody: /) },
  });
  for (const headers of world.untold.seen)
    expect(Object.keys(headers).filter((name) => /pedigraph-(?!time)|authorization/.test(name))).toEqual([]);
  for (const headers of world.told.seen) {
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).not.toHaveProperty('pedigraph-delegation');
  }
});

test('a statement opens no subgraph of ours, and holds for the subgraph alone that it was made for', async () => {
  await using world = await serveWorld();
  await world.ask();
  const statements = [...new Set(world.told.seen.map((headers) => String(headers['pedigraph-statement'])))];
  const [own = '', statement = ''] = statements;
  expect(statements).toHaveLength(2);
  for (const name of ['told', 'models'])
    await expect((async () => testVerifier(name)(statement))()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  const read = (subgraph: string, issuer?: string) =>
    createReadStatement({ gateway: world.url, subgraph, ...(issuer === undefined ? {} : { issuer }) });
  expect(await read('told')({ 'pedigraph-statement': statement })).toEqual({
    actor: 'ann',
    kind: 'USER',
    authenticated: true,
    roles: [{ role: 'ADMIN', namespace: '' }],
    scopes: [],
  });
  expect(await read('told')({ 'pedigraph-statement': own })).toMatchObject({ kind: 'SYSTEM', roles: [] });
  await expect(read('untold')({ 'pedigraph-statement': statement })).rejects.toThrow(/aud/);
  await expect(read('told', 'another')({ 'pedigraph-statement': statement })).rejects.toThrow(/iss/);
  await expect(read('told')({})).rejects.toThrow();
});

test('the published keys are public halves, for everybody, the next one too; without a key nothing is published', async () => {
  await using world = await serveWorld({ PEDIGRAPH_STATEMENT_PUBLIC_KEYS: `${NEXT.publicKey},${STATEMENT.publicKey}` });
  const { status, headers, body } = await fetchAnswer(`${world.url}/.well-known/jwks.json`);
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
    200,
    expect.stringMatching(/^application\/jwk-set\+json/),
    'public, max-age=300',
  ]);
  expect(body).toEqual({
    keys: [STATEMENT, NEXT].map(({ privateKey }) => ({
      kty: 'OKP',
      crv: 'Ed25519',
      x: readSigningKey(privateKey).key.export({ format: 'jwk' }).x,
      kid: readSigningKey(privateKey).id,
      alg: 'EdDSA',
      use: 'sig',
    })),
  });
  await using silentWorld = await serveWorld({ PEDIGRAPH_STATEMENT_KEY: '', PEDIGRAPH_STATEMENT_SUBGRAPHS: '' });
  expect((await fetchAnswer(`${silentWorld.url}/.well-known/jwks.json`)).status).not.toBe(200);
  expect((await silentWorld.ask()).body.data.toldAsker).toMatch(/^nobody: /);
});

test('who is told wants a key, and another than that which opens our subgraphs', () => {
  expect(() => testConfig({ PEDIGRAPH_STATEMENT_SUBGRAPHS: 'told' })).toThrow(/^PEDIGRAPH_STATEMENT_KEY: /);
  expect(() => testConfig({ ...GATEWAY_ENV, PEDIGRAPH_STATEMENT_KEY: GATEWAY_ENV.PEDIGRAPH_GATEWAY_KEY })).toThrow(
    /^PEDIGRAPH_STATEMENT_KEY: expected another key/,
  );
});
