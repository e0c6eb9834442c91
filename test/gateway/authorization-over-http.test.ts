import { expect, test } from 'vitest';
import { createGateway } from '#gateway/create-gateway.js';
import { openDocuments } from '#gateway/documents/documents.js';
import { createAnswering } from '#gateway/http/answer-operation.js';
import { ANONYMOUS, type Caller } from '#platform/auth/caller.js';
import { callerKey } from '#platform/auth/caller-key.js';
import { makeKeyPair } from '#platform/auth/internal-token/key-pair.js';
import { rightsFrom } from '#platform/auth/rights.js';
import { createHttpServer } from '#platform/server/create-http-server.js';
import { addGraphqlRoute } from '#platform/server/graphql-route.js';
import { createExecutionQueue } from '#platform/server/load-shedding/execution-queue.js';
import { testConfig } from '../support/test-config.js';
import { createGuarded } from './guarded-subgraphs.js';
import { fetchAnswer, silent } from './serve-library.js';

const rights = rightsFrom({ roles: [], closed: [] });
const CALLERS: Readonly<Record<string, Caller>> = {
  nobody: { ...ANONYMOUS, rights },
  ann: { actor: 'ann', kind: 'USER', rights, scopes: ['pay:read'] },
  ben: { actor: 'ben', kind: 'USER', rights, scopes: ['pay:read'] },
  eve: { actor: 'eve', kind: 'USER', rights, scopes: ['pay'] },
};

/** A gateway whose store never changes, so that every answer without an error may be cached. */
async function serve(env: NodeJS.ProcessEnv = {}) {
  const { supergraphSdl, asked, transportOf } = createGuarded();
  const config = testConfig({ PEDIGRAPH_POLICIES: 'auditor=audit:read', ...env });
  const gateway = await createGateway({
    supergraphSdl,
    transports: transportOf,
    versions: () => async () => '1',
    config,
    logger: silent,
  });
  const authenticate = async ({ authorization = 'nobody' }) => CALLERS[authorization]!;
  const server = createHttpServer({ config, logger: silent, authenticate });
  const queue = createExecutionQueue(config.load);
  addGraphqlRoute(
    server,
    createAnswering({
      gateway,
      config,
      documents: await openDocuments(config),
      queue,
      inTurn: (caller, gone, work) => queue.run(callerKey(caller), gone, work),
      revisionOf: () => undefined,
    }),
  );
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    asked,
    gateway,
    ask: async (query: string, caller: string) =>
      fetchAnswer(`${url}/graphql?query=${encodeURIComponent(query)}`, { headers: { authorization: caller } }),
    async [Symbol.asyncDispose]() {
      await server.close();
      await gateway.close();
    },
  };
}

test('a cached answer is never given to a caller who may not read all of it, by turns, and is to one who may', async () => {
  await using server = await serve();
  const query = '{ person(id: "p1") { name salary } }';
  const whole = { person: { name: 'Ann', salary: 100 } };
  const part = { person: { name: 'Ann', salary: null } };
  const tags = new Map<string, string | null>();
  for (const caller of ['ann', 'nobody', 'eve', 'ben', 'nobody', 'ann', 'eve']) {
    const { body, headers, status } = await server.ask(query, caller);
    const mayRead = CALLERS[caller]?.scopes?.includes('pay:read') === true;
    expect([caller, status, body.data]).toEqual([caller, 200, mayRead ? whole : part]);
    expect(body.errors?.map(({ extensions: { code } }: { extensions: { code: string } }) => code)).toEqual(
      mayRead ? undefined : ['UNAUTHORIZED_FIELD_OR_TYPE'],
    );
    tags.set(caller, headers.get('etag'));
  }
  expect(server.asked.filter((document) => document.includes('salary'))).toHaveLength(1);
  expect(tags.get('ben')).toBe(tags.get('ann'));
  expect([tags.get('nobody'), tags.get('eve')]).toEqual([null, null]);
});

test('requests for one document at once share an execution with those alone who may read the same', async () => {
  await using server = await serve();
  const names = ['ann', 'nobody', 'eve', 'ben', 'nobody', 'ann'];
  const query = '{ person(id: "p1") { name salary } }';
  const answers = await Promise.all(names.map(async (caller) => (await server.ask(query, caller)).body.data.person));
  expect(answers.map(({ salary }) => salary)).toEqual([100, null, null, 100, null, 100]);
});

test('where a subgraph is told who asks, callers share no cached answer', async () => {
  await using server = await serve();
  expect(server.gateway.audienceOf(CALLERS['ann']!)).toBe(server.gateway.audienceOf(CALLERS['ben']!));
  const { privateKey: PEDIGRAPH_STATEMENT_KEY } = makeKeyPair();
  await using telling = await serve({ PEDIGRAPH_STATEMENT_SUBGRAPHS: 'reviews', PEDIGRAPH_STATEMENT_KEY });
  expect(telling.gateway.audienceOf(CALLERS['ann']!)).not.toBe(telling.gateway.audienceOf(CALLERS['ben']!));
});
