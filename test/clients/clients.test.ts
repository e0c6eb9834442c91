import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { fetchExchange, Client as UrqlClient } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { request } from 'graphql-request';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { seedPeers } from '../support/seed-peers.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

/** Two ways to one entity, which a normalising cache makes one by its id. */
const QUERY = `query Experiments($name: String!) {
  experiment(name: $name) { __typename id name runs(first: 1) { nodes { __typename id status } pageInfo { hasNextPage startCursor } } }
}`;
const NAME = { name: 'acme/baseline' };
const EXPECTED = {
  experiment: {
    name: 'acme/baseline',
    runs: { nodes: [{ __typename: 'Run', status: 'FINISHED' }], pageInfo: { hasNextPage: false } },
  },
};
const LEDGER = 'subscription { ledgerEvents { event { type subject } } }';
const START = 'mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } } }';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
  await seedPeers({
    ask: async <T>(_: string, query: string, variables: Record<string, unknown> = {}) =>
      (await graph.ask<T>(query, variables)).data,
  });
});
afterAll(() => graph[Symbol.asyncDispose]());

test('@apollo/client, as it comes: an entity read once is found in its cache by type and id', async () => {
  const client = new ApolloClient({ link: new HttpLink({ uri: graph.url }), cache: new InMemoryCache() });
  const { data } = await client.query<{ experiment: { id: string } }>({ query: gql(QUERY), variables: NAME });
  expect(data).toMatchObject(EXPECTED);
  const fragment = gql('fragment F on Experiment { name }');
  expect(client.readFragment({ id: `Experiment:${data?.experiment.id}`, fragment })).toMatchObject({ name: NAME.name });
  client.stop();
});

test('urql with graphcache, as it comes: it asks by GET, and an entity read once is not asked for again', async () => {
  const methods: (string | undefined)[] = [];
  const client = new UrqlClient({
    url: graph.url,
    exchanges: [cacheExchange(), fetchExchange],
    fetch: (input, init) => {
      methods.push(init?.method);
      return fetch(input, init);
    },
  });
  for (let time = 0; time < 2; time++) {
    const { data, error } = await client.query(QUERY, NAME).toPromise();
    expect(error).toBeUndefined();
    expect(data).toMatchObject(EXPECTED);
  }
  expect(methods).toEqual(['GET']);
});

test('graphql-request, as it comes', async () => {
  expect(await request(graph.url, QUERY, NAME)).toMatchObject(EXPECTED);
});

test.each([
  ['graphql-ws', () => createWsClient({ url: graph.url.replace('http', 'ws'), webSocketImpl: WebSocket })],
  ['graphql-sse', () => createSseClient({ url: `${graph.url}/stream` })],
])('%s, as it comes: a subscription brings what is written', async (name, createClient) => {
  const client = createClient();
  const events = client.iterate<Record<string, unknown>>({ query: LEDGER });
  const first = events.next();
  let number = 0;
  // It may not have subscribed yet: so one is written again and again, until one has come.
  const writing = setInterval(() => {
    number += 1;
    void graph.ask(START, { input: { experiment: 'acme/live', name: `${name} ${number}` } });
  }, 500);
  try {
    const { value } = await first;
    expect(value).toMatchObject({ data: { ledgerEvents: { event: { type: expect.any(String) } } } });
  } finally {
    clearInterval(writing);
    await events.return?.();
    await client.dispose?.();
  }
});
