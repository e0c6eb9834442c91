import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { serveDistributed } from '../gateway/serve-over-http.js';
import { type Fault, startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';

/** Deadlines that end while a test looks on. */
const SHORT = {
  PEDIGRAPH_TIMEOUT_OPERATION_MS: '1500',
  PEDIGRAPH_TIMEOUT_SUBGRAPH_MS: '1200',
  PEDIGRAPH_TIMEOUT_STATEMENT_MS: '900',
  PEDIGRAPH_TIMEOUT_LOCK_MS: '600',
};

const BOOKS = '{ books { title author { name } } }';
const WHOLE = {
  data: {
    books: [
      { title: 'On Sealed Rows', author: { name: 'Ada' } },
      { title: 'Lineage', author: { name: 'Ada' } },
    ],
  },
};
/** What a query may be told where its answer cannot come. */
const OF_QUERIES = ['UNAVAILABLE', 'TIMEOUT'];
/** What a write may be told: it was not sent, or nobody can say. */
const OF_WRITES = ['UNAVAILABLE', 'OUTCOME_UNKNOWN'];

const FAULTS: readonly Fault[] = [
  { kind: 'cut' },
  { kind: 'reset' },
  { kind: 'half-open' },
  { kind: 'trickle', every: 1_000 },
];

test.each(FAULTS)(
  'a network between gateway and subgraph that is $kind: every request has an answer in its time, and all is well again after',
  async (fault) => {
    await using network = await createNetwork();
    const { library, proxies, ask } = network;
    expect(await ask(BOOKS)).toEqual(WHOLE);

    // What is under way is met by it.
    const underWay = [ask('{ slow(ms: 600) }'), ask('mutation { writes }')];
    for (const proxy of proxies) proxy.suffer(fault);
    const answers = await Promise.all([...underWay, ...Array.from({ length: 12 }, () => ask(BOOKS))]);
    for (const { data, errors } of answers) {
      if (errors === undefined) expect(data).not.toBeNull();
      else expect([...OF_QUERIES, 'OUTCOME_UNKNOWN']).toContain(errors[0].extensions.code);
    }
    const writes = await Promise.all(Array.from({ length: 6 }, () => ask('mutation { writes }')));
    for (const { errors } of writes) if (errors !== undefined) expect(OF_WRITES).toContain(errors[0].extensions.code);
    const acknowledged = [...writes, ...answers].filter(({ data }) => data?.writes !== undefined);
    expect(library.writes).toBeGreaterThanOrEqual(acknowledged.length);

    for (const proxy of proxies) proxy.suffer({ kind: 'none' });
    // A write is not answered from what is in memory: it gets through once the subgraph is asked again.
    const written = await untilWhole(() => ask('mutation { writes }'));
    expect(written).toEqual({ data: { writes: library.writes } });
    expect(await untilWhole(() => ask(BOOKS))).toEqual(WHOLE);
  },
);

test('a network that is slow by 200 ms each way changes no answer', async () => {
  await using network = await createNetwork({});
  for (const proxy of network.proxies) proxy.suffer({ kind: 'delay', ms: 200 });
  expect(await network.ask(BOOKS)).toEqual(WHOLE);
  expect(await network.ask('mutation { writes }')).toEqual({ data: { writes: 1 } });
});

/** The first answer without an error; asked again and again, as a client would. */
async function untilWhole<T extends { readonly errors?: unknown }>(tell: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await tell();
    if (answer.errors === undefined) return answer;
    await pause(50);
  }
}

/** A gateway that reaches each of its subgraphs over a proxy. */
async function createNetwork(env: NodeJS.ProcessEnv = SHORT) {
  const proxies: TcpProxy[] = [];
  const graph = await serveDistributed(env, async (url) => {
    const proxy = await startTcpProxy(url);
    proxies.push(proxy);
    return proxy.through(url);
  });
  return {
    library: graph.library,
    proxies,
    ask: async (query: string) => (await graph.ask(query)).body,
    async [Symbol.asyncDispose]() {
      for (const proxy of proxies) proxy.suffer({ kind: 'cut' });
      await graph[Symbol.asyncDispose]();
      for (const proxy of proxies) await proxy[Symbol.asyncDispose]();
    },
  };
}
