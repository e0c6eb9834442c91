import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

interface Update {
  readonly ledgerEvents: {
    readonly positions: Record<string, number>;
    readonly event: { readonly type: string; readonly subject: string; readonly position: number };
  };
}

const EVENTS = `subscription ($subject: String, $types: [LedgerEventType!], $after: JSONObject) {
  ledgerEvents(subject: $subject, types: $types, after: $after) { positions event { type subject position } }
}`;

/** Both transports, by what they do alike: every answer until the function says that it has enough. */
const transports: Record<string, <T>(query: string, variables: object, until: (seen: T[]) => boolean) => Promise<T[]>> =
  {
    'server-sent events': async (query, variables, until) => {
      const client = createSseClient({ url: `${graph.url}/stream`, retryAttempts: 0 });
      return collect(client.iterate({ query, variables: variables as Record<string, unknown> }), until);
    },
    WebSocket: async (query, variables, until) => {
      const url = graph.url.replace('http', 'ws');
      const client = createSocketClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 });
      const seen = await collect(client.iterate({ query, variables: variables as Record<string, unknown> }), until);
      await client.dispose();
      return seen as never;
    },
  };

async function collect<T>(answers: AsyncIterable<unknown>, until: (seen: T[]) => boolean): Promise<T[]> {
  const seen: T[] = [];
  for await (const answer of answers) {
    const { data, errors } = answer as { data: T; errors?: unknown };
    expect(errors).toBeUndefined();
    seen.push(data);
    if (until(seen)) break;
  }
  return seen;
}

let written = 0;
async function register(model: string): Promise<string> {
  const { data, errors } = await graph.ask<{ registerModelVersion: { modelVersion: { ref: string } } }>(
    `mutation ($model: String!, $config: JSON) { registerModelVersion(input: { model: $model, config: $config }) { modelVersion { ref } } }`,
    { model, config: { number: written++ } },
  );
  expect(errors).toBeUndefined();
  return data.registerModelVersion.modelVersion.ref;
}

for (const [name, follow] of Object.entries(transports)) {
  test(`${name}: every write is told as it happens, in order, and a break is no gap`, async () => {
    const model = `live/${name.replace(/\W/g, '')}`;
    await register(model);
    const types = ['ModelVersionRegistered'];
    const mine = (updates: Update[]) =>
      updates.filter(({ ledgerEvents }) => ledgerEvents.event.subject.startsWith(model));
    // From the beginning, so that nothing depends on when the subscription opens.
    const expected: string[] = [];
    const first = follow<Update>(EVENTS, { types, after: { models: 0 } }, (seen) => mine(seen).length === 4);
    for (let number = 0; number < 3; number++) expected.push(await register(model));
    const seen = await first;
    expect(mine(seen).map(({ ledgerEvents }) => ledgerEvents.event.subject)).toEqual([`${model}@1.0.0`, ...expected]);

    const after = seen.at(-1)!.ledgerEvents.positions;
    const later = [await register(model), await register(model)];
    const resumed = await follow<Update>(EVENTS, { types, after }, (updates) => updates.length === 2);
    expect(resumed.map(({ ledgerEvents }) => ledgerEvents.event.subject)).toEqual(later);
  });

  test(`${name}: a saved search tells what enters and what leaves, with what its owner knows of it`, async () => {
    const model = `live/saved-${name.replace(/\W/g, '')}`;
    const ref = await register(model);
    const query = `subscription ($query: String!) {
      searchChanges(query: $query, known: []) { transition id node { ... on ModelVersion { ref status } } }
    }`;
    const setStatus = (status: string) =>
      graph.ask(`mutation { setStatus(input: { modelVersion: "${ref}", status: ${status} }) { previous } }`);
    await setStatus('APPROVED');
    const changes = await follow<{ searchChanges: object }>(
      query,
      { query: `name:${model} and status:approved` },
      (seen) => {
        if (seen.length === 1) void setStatus('ARCHIVED');
        return seen.length === 2;
      },
    );
    expect(changes.map(({ searchChanges }) => searchChanges)).toMatchObject([
      { transition: 'ENTERED', node: { ref, status: 'APPROVED' } },
      { transition: 'LEFT', node: { ref, status: 'ARCHIVED' } },
    ]);
  });
}

test('what is wrong with a subscription is told in its stream', async () => {
  const ask = async (query: string) => {
    const response = await fetch(`${graph.url}/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query }),
    });
    expect(response.headers.get('content-type')).toMatch('text/event-stream');
    const [, data] = /event: next\ndata: (.*)\n/.exec(await response.text())!;
    return JSON.parse(data!).errors[0];
  };
  expect(await ask('subscription {')).toMatchObject({ extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
  // Behind the end of the ledger there is nothing to wait for.
  const beyond = await ask('subscription { ledgerEvents(after: { models: 1000000 }) { positions } }');
  expect(beyond).toMatchObject({ extensions: { code: 'TIMEOUT' } });
  expect(beyond.message).toContain('leave after out');
  expect(beyond.message).toContain('The models ledger itself ends at');
  expect(await ask('subscription { nothing }')).toMatchObject({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
  expect(await ask('subscription { searchChanges(query: "name:") { id } }')).toMatchObject({
    extensions: { code: 'BAD_USER_INPUT' },
  });
  expect(await ask('subscription { ledgerEvents(after: { models: "1" }) { positions } }')).toMatchObject({
    message: expect.stringContaining('positions of ledgers'),
    extensions: { code: 'BAD_USER_INPUT' },
  });
});

test('as many as may be are followed, and one who leaves makes room', async () => {
  await using small = await createTestGraph({
    PEDIGRAPH_LIMIT_SUBSCRIPTIONS: '1',
    PEDIGRAPH_TOKEN: 'a-token-of-some-length',
  });
  const open = (signal?: AbortSignal) =>
    fetch(`${small.url}/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer a-token-of-some-length' },
      body: JSON.stringify({ query: 'subscription { ledgerEvents { positions } }' }),
      signal: signal ?? null,
    });
  const leaving = new AbortController();
  const first = await open(leaving.signal);
  const opened = await first.body!.getReader().read();
  expect(new TextDecoder().decode(opened.value)).toBe(':\n\n');
  expect(await (await open()).text()).toContain('"OVERLOADED"');
  leaving.abort();
  await vi.waitFor(
    async () => {
      const room = new AbortController();
      const reader = (await open(room.signal)).body!.getReader();
      const first = new TextDecoder().decode((await reader.read()).value);
      room.abort();
      expect(first).toBe(':\n\n');
      expect(first).not.toContain('OVERLOADED');
    },
    { timeout: 120_000 },
  );
  expect((await fetch(`${small.url}/stream`, { method: 'POST' })).status).toBe(401);
});

test('a socket without the token is closed, and so is one of another site', async () => {
  const token = 'a-token-of-some-length';
  await using guarded = await createTestGraph({ PEDIGRAPH_TOKEN: token });
  const url = guarded.url.replace('http', 'ws');
  const query = 'subscription { ledgerEvents(after: { models: 0, datasets: 0 }) { positions } }';
  const iterate = (connectionParams: Record<string, unknown>) => {
    const client = createSocketClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams });
    return collect(client.iterate({ query }), () => true).finally(() => client.dispose());
  };
  await expect(iterate({})).rejects.toMatchObject({ code: 4403 });
  await guarded.ask('mutation { registerModelVersion(input: { model: "live/token" }) { created } }');
  expect(await iterate({ authorization: `Bearer ${token}` })).toHaveLength(1);

  const foreign = new WebSocket(url, 'graphql-transport-ws', { headers: { origin: 'https://elsewhere.example' } });
  const refused = await new Promise<Error>((resolve) => foreign.once('error', resolve));
  expect(refused.message).toContain('403');
});

test('a server that stops ends its subscriptions and does not wait for them', async () => {
  const stopping = await createTestGraph();
  const response = await fetch(`${stopping.url}/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'subscription { ledgerEvents { positions } }' }),
  });
  const socket = createSocketClient({
    url: stopping.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  const closed = new Promise((resolve) => socket.on('closed', resolve));
  const connected = new Promise((resolve) => socket.on('connected', resolve));
  socket.subscribe({ query: 'subscription { ledgerEvents { positions } }' }, { next() {}, error() {}, complete() {} });
  await connected;
  await stopping[Symbol.asyncDispose]();
  expect(await response.text()).toContain('event: complete');
  expect(await closed).toMatchObject({ code: 1001 });
});
