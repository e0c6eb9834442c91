import { parse } from 'graphql';
import { expect, test, vi } from 'vitest';
import { ANONYMOUS } from '#platform/auth/caller.js';
import { createHttpTransport } from '#platform/federation/http-transport.js';
import { shedRequests } from '#platform/server/load-shedding/shed-requests.js';
import { serveSubgraph } from '#platform/server/serve-subgraph.js';
import type { SubgraphTransport } from '#platform/transport/transport.js';
import { testCredentials, testVerifier } from '../support/internal-tokens.js';
import { testConfig } from '../support/test-config.js';
import { createLibrary } from './library-subgraphs.js';
import { type Answer, type ServeLibraryOptions, serveLibrary, silent } from './serve-library.js';

const HANG = { timeout: 60_000 };
const ONE_AND_ONE = {
  PEDIGRAPH_LOAD_EXECUTING: '1',
  PEDIGRAPH_LOAD_EXECUTING_MOST: '1',
  PEDIGRAPH_LOAD_WAITING: '1',
};

/** The library, whose subgraph of books answers nothing new until it is let go. */
async function serveHeld(options: ServeLibraryOptions = {}) {
  let letGo = () => {};
  let gate = Promise.resolve();
  let asked = 0;
  const transport: SubgraphTransport = async (request) => {
    asked += 1;
    await gate;
    return server.library.transport('books')(request);
  };
  const server = await serveLibrary({ ...options, transports: { books: transport } });
  return Object.assign(server, {
    asked: () => asked,
    hold() {
      gate = new Promise((resolve) => {
        letGo = resolve;
      });
    },
    letGo: () => letGo(),
  });
}

const refused = (answer: Answer) => ({
  status: answer.status,
  retryAfter: answer.headers.get('retry-after'),
  errors: answer.body.errors,
});
const OVERLOADED = {
  status: 503,
  retryAfter: '1',
  errors: [
    {
      message: expect.stringMatching(/more to do than it can answer in time .* did nothing; .* again in 1 s/),
      extensions: { code: 'OVERLOADED', retryAfter: 1 },
    },
  ],
};

test('what is more than can be served is refused with 503 and Retry-After, while health and the cache answer', async () => {
  await using server = await serveHeld({ env: ONE_AND_ONE, versions: () => async () => '1' });
  const cached = await server.ask('{ books { title } }');
  server.hold();
  const executed = server.ask('{ book(id: "b1") { title } }');
  await vi.waitUntil(() => server.asked() === 2, HANG);
  const many = Array.from({ length: 20 }, (_, number) => server.ask(`{ book(id: "b2") { title } n${number}: asker }`));
  const first = await Promise.any(many.map(async (one) => refused(await one)));
  expect(first).toEqual(OVERLOADED);
  expect((await server.fetch('/health/live')).status).toBe(200);
  expect((await server.fetch('/health/ready')).status).toBe(200);
  expect(await server.ask('{ books { title } }')).toMatchObject({ status: 200, body: cached.body });
  server.letGo();
  const answers = await Promise.all(many);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const answer of answers) if (answer.status !== 200) expect(refused(answer)).toEqual(OVERLOADED);
  expect((await executed).body).toEqual({ data: { book: { title: 'On Sealed Rows' } } });
  expect((await server.ask('{ book(id: "b2") { title } }')).body).toEqual({ data: { book: { title: 'Lineage' } } });
  expect((await server.fetch('/metrics')).body).toContain(
    'pedigraph_graphql_operations_total{graphql_operation_type="unknown",outcome="OVERLOADED"} 19',
  );
});

test('a mutation that is refused has written nothing, and may be sent again', async () => {
  await using server = await serveHeld({ env: ONE_AND_ONE });
  server.hold();
  const held = [server.ask('{ asker }'), server.ask('{ again: asker }')];
  await vi.waitUntil(() => server.asked() === 1, HANG);
  expect(refused(await server.ask('mutation { writes }'))).toEqual(OVERLOADED);
  server.letGo();
  await Promise.all(held);
  expect((await server.ask('mutation { writes }')).body).toEqual({ data: { writes: 1 } });
});

test('requests under way are counted, whatever they wait for, and those of health are not', async () => {
  await using server = await serveHeld({ env: { PEDIGRAPH_LOAD_REQUESTS: '2' } });
  server.hold();
  const held = [server.ask('{ asker }'), server.ask('{ again: asker }')];
  await vi.waitUntil(() => server.asked() === 2, HANG);
  expect(refused(await server.ask('{ asker }'))).toEqual(OVERLOADED);
  expect(refused(await server.fetch('/nowhere'))).toEqual(OVERLOADED);
  expect((await server.fetch('/health/live')).status).toBe(200);
  server.letGo();
  await Promise.all(held);
  expect((await server.ask('{ asker }')).status).toBe(200);
});

test('an event loop that is too late for any answer refuses each at once', () => {
  let late = 0;
  const shed = shedRequests({ requests: 10, loopDelayMs: 100, loopDelay: () => late });
  const ask = () => () => shed({ routeOptions: { config: {} } } as never, { raw: { once() {} } } as never);
  expect(ask()).not.toThrow();
  late = 101;
  expect(ask()).toThrow(/101 ms late/);
  late = 0;
  expect(ask()).not.toThrow();
});

test('a subgraph with too much to do is refused by its gateway as a whole, and is not taken for broken', async () => {
  const library = createLibrary();
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let asked = 0;
  const books = await serveSubgraph({
    name: 'books',
    verify: testVerifier('books'),
    schema: library.schemas.books,
    async createContext(asker) {
      asked += 1;
      if (asker.caller.actor === 'held') await gate;
      return asker;
    },
    config: testConfig(ONE_AND_ONE),
    readiness: {},
    logger: silent,
  });
  const { execute, close } = createHttpTransport({
    name: 'books',
    url: `${books.url}/graphql`,
    timeouts: testConfig().timeouts,
    credentials: testCredentials('books'),
  });
  await using server = await serveLibrary({ transports: { books: execute }, closers: [close, books.close] });
  const held = { ...ANONYMOUS, actor: 'held' };
  const document = parse('{ asker }');
  const before = Promise.all(['1', '2'].map((requestId) => execute({ document, caller: held, requestId })));
  await vi.waitUntil(() => asked === 1, HANG);
  // More than the failures in a row after which a gateway leaves a subgraph alone.
  for (let time = 0; time < 10; time++) {
    const answer = await server.ask('{ asker }');
    expect(answer).toMatchObject({ status: 503, body: { data: null, errors: [{ path: ['asker'] }] } });
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(answer.body.errors[0].extensions.code).toBe('OVERLOADED');
    expect((await server.ask('mutation { writes }')).status).toBe(503);
  }
  expect(asked).toBe(1);
  letGo();
  expect((await before).map(({ errors }) => errors)).toEqual([undefined, undefined]);
  expect((await server.ask('mutation { writes }')).body).toEqual({ data: { writes: 1 } });
});
