import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { composeServices } from '@theguild/federation-composition';
import { type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { createGateway } from '#gateway/create-gateway.js';
import { serveGateway } from '#gateway/serve-gateway.js';
import type { SubgraphStream, SubgraphTransport } from '#platform/transport/transport.js';
import { testConfig } from '../support/test-config.js';
import { silent } from './serve-library.js';

const EVENT = 100_000;
/** More than the sockets of one connection hold on this machine: what is beyond it was made for nobody. */
const ROOM = 64 * 1024 * 1024;

/** A gateway before a subgraph that always has another event of 100 KB, and counts what was made of them. */
async function serveTicks(
  env: NodeJS.ProcessEnv = {},
  opening: () => Promise<unknown> = async () => {},
  transport: SubgraphTransport = async () => ({ data: {} }),
) {
  const counts = { opened: 0, ended: 0, made: 0 };
  const stream: SubgraphStream = async () => {
    await opening();
    counts.opened += 1;
    return (async function* () {
      try {
        for (;;) {
          await pause(0);
          counts.made += 1;
          yield { data: { ticks: 'x'.repeat(EVENT) } };
        }
      } finally {
        counts.ended += 1;
      }
    })();
  };
  const typeDefs = parse('type Query { a: Int } type Subscription { ticks: String! }');
  const { supergraphSdl } = composeServices([{ name: 'clock', typeDefs }]);
  const config = testConfig(env);
  const gateway = await createGateway({
    supergraphSdl: supergraphSdl!,
    transports: () => transport,
    streams: () => stream,
    config,
    logger: silent,
  });
  const { url, close } = await serveGateway({ gateway, config, logger: silent });
  return { url, counts, [Symbol.asyncDispose]: close };
}

/** A client that asks for the ticks, and reads or leaves as it is told. */
interface Client {
  pause(): void;
  leave(): void;
}

const SUBSCRIBE = '{"query":"subscription { ticks }"}';

const clients: Record<string, (url: string) => Promise<Client>> = {
  async 'server-sent events'(url) {
    const socket = await stream(url);
    return { pause: () => socket.pause(), leave: () => socket.destroy() };
  },
  async WebSocket(url) {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await new Promise((done) => socket.once('open', done));
    socket.send('{"type":"connection_init"}');
    await new Promise((done) => socket.once('message', done));
    socket.send(`{"id":"1","type":"subscribe","payload":${SUBSCRIBE}}`);
    return { pause: () => socket.pause(), leave: () => socket.terminate() };
  },
};

/** Opens a stream as a client that is as slow as it likes. */
async function stream(url: string, authorization = ''): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await new Promise((done) => socket.once('connect', done));
  socket.on('error', () => {});
  socket.write(
    `POST /graphql/stream HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: ${authorization}\r\nContent-Length: ${SUBSCRIBE.length}\r\n\r\n${SUBSCRIBE}`,
  );
  return socket.resume();
}

/** Waits until a count is the same over a while, however long that takes; resolves to it. */
async function untilStill(count: () => number): Promise<number> {
  for (;;) {
    const before = count();
    await pause(300);
    if (count() === before) return before;
  }
}

describe.each(Object.entries(clients))('over %s', (_name, open) => {
  test('what a client does not read is not made', async () => {
    await using server = await serveTicks();
    const client = await open(server.url);
    client.pause();
    await expect.poll(() => server.counts.made, { timeout: 60_000 }).toBeGreaterThan(0);
    expect((await untilStill(() => server.counts.made)) * EVENT).toBeLessThan(ROOM);
    client.leave();
    await expect.poll(() => server.counts.ended, { timeout: 60_000 }).toBe(1);
  });

  test('for clients that have left nothing more is made', async () => {
    await using server = await serveTicks();
    const { counts } = server;
    const many = 30;
    const opened = await Promise.all(Array.from({ length: many }, () => open(server.url)));
    await expect.poll(() => counts.opened, { timeout: 60_000 }).toBe(many);
    for (const client of opened) client.leave();
    await expect.poll(() => counts.ended, { timeout: 60_000 }).toBe(many);
    // Each was ended where it was made, so none of them can be asked for another event.
  });
});

/** What a stream says first: its opening, or an error. */
async function firstOf(socket: Socket): Promise<string> {
  let got = '';
  for await (const chunk of socket) {
    got += chunk;
    if (/data: |"errors"/.test(got)) break;
  }
  socket.destroy();
  return got;
}

test('who leaves before the first answer makes room, too', async () => {
  let open = () => {};
  const opening = new Promise<void>((resolve) => {
    open = resolve;
  });
  let asked = 0;
  await using server = await serveTicks({ PEDIGRAPH_LIMIT_SUBSCRIPTIONS: '1' }, () => {
    asked += 1;
    return opening;
  });
  const first = await stream(server.url);
  await expect.poll(() => asked, { timeout: 60_000 }).toBe(1);
  expect(await firstOf(await stream(server.url))).toMatch(/^HTTP\/1.1 503 [\s\S]*retry-after: 1[\s\S]*OVERLOADED/);
  first.destroy();
  // Nothing was answered to the one that left; only its leaving makes room.
  await expect
    .poll(
      async () => {
        const before = asked;
        const next = await stream(server.url);
        await expect.poll(() => asked > before || next.bytesRead > 0, { timeout: 60_000 }).toBe(true);
        next.destroy();
        return asked > before;
      },
      { timeout: 60_000 },
    )
    .toBe(true);
  open();
});

test('each caller has a bound of its own below that of all', async () => {
  const [ann, ben] = ['a-token-that-only-ann-has', 'a-token-that-only-ben-has'];
  await using server = await serveTicks({
    PEDIGRAPH_TOKENS: `ann=${ann},ben=${ben}`,
    PEDIGRAPH_LIMIT_SUBSCRIPTIONS_PER_CALLER: '2',
  });
  const open = (token: string) => stream(server.url, `Bearer ${token}`);
  const own = [await open(ann), await open(ann)];
  await expect.poll(() => server.counts.opened, { timeout: 60_000 }).toBe(2);
  expect(await firstOf(await open(ann))).toMatch(
    /^HTTP\/1.1 429 [\s\S]*retry-after: 1[\s\S]*follows 2 subscriptions of yours[\s\S]*RATE_LIMITED/,
  );
  expect(await firstOf(await open(ben))).toContain('"ticks":"xxx');
  own[0]?.destroy();
  await expect.poll(async () => firstOf(await open(ann)), { timeout: 60_000 }).toContain('"ticks":"xxx');
  own[1]?.destroy();
});

test('a client that takes nothing of what was sent is taken for gone', async () => {
  await using server = await serveTicks({ PEDIGRAPH_TIMEOUT_STALLED_MS: '300' });
  const client = await stream(server.url);
  client.pause();
  await expect.poll(() => server.counts.ended, { timeout: 60_000 }).toBe(1);
  client.destroy();
});

test('a socket that is told of the end has the answer to what was under way on it first', async () => {
  let answer = () => {};
  const answering = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let asked = 0;
  const { url, [Symbol.asyncDispose]: close } = await serveTicks({}, undefined, async () => {
    asked += 1;
    await answering;
    return { data: { a: 7 } };
  });
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const got: string[] = [];
  socket.on('message', (message) => got.push(String(message)));
  const closed = new Promise((done) => socket.once('close', done));
  await new Promise((done) => socket.once('open', done));
  socket.send('{"type":"connection_init"}');
  await expect.poll(() => got.length).toBe(1);
  socket.send('{"id":"1","type":"subscribe","payload":{"query":"{ a }"}}');
  await expect.poll(() => asked).toBe(1);
  const ending = close();
  socket.send('{"id":"2","type":"subscribe","payload":{"query":"{ a }"}}');
  await expect.poll(() => got.length, { timeout: 60_000 }).toBe(2);
  answer();
  expect(await closed).toBe(1001);
  await ending;
  expect(got[1]).toMatch(/"id":"2","type":"error".*UNAVAILABLE/);
  expect(got.slice(2)).toEqual(['{"id":"1","type":"next","payload":{"data":{"a":7}}}', '{"id":"1","type":"complete"}']);
});

test('what fails over a socket is answered with its error, as over HTTP, and the socket goes on', async () => {
  await using server = await serveTicks({}, undefined, async () => ({
    data: { a: null },
    errors: [new GraphQLError('There is no a.', { path: ['a'], extensions: { code: 'NOT_FOUND' } })],
  }));
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const got: string[] = [];
  socket.on('message', (message) => got.push(String(message)));
  await new Promise((done) => socket.once('open', done));
  socket.send('{"type":"connection_init"}');
  await expect.poll(() => got.length).toBe(1);
  for (const payload of [
    { query: '{ a }' },
    { query: 'query A { a } query B { a }' },
    { query: 'query A { a }', operationName: 'B' },
    { query: 'query ($a: Int!) { a @include(if: true) b: a @skip(if: $a) }' },
    { query: 'query ($a: Boolean!) { a @skip(if: $a) }' },
  ]) {
    got.length = 0;
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
    await expect.poll(() => got.length, { timeout: 60_000 }).toBeGreaterThan(0);
    const { type, payload: told } = JSON.parse(got[0] ?? '{}');
    const answer = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    });
    const { errors = [], data } = (await answer.json()) as FormattedExecutionResult;
    const ofErrors = (list: readonly GraphQLFormattedError[]) =>
      list.map(({ message, path, extensions }) => ({ message, path, code: extensions?.['code'] }));
    expect(ofErrors(type === 'next' ? told.errors : told)).toEqual(ofErrors(errors));
    if (type === 'next') {
      expect(told).toEqual({ errors, data });
      await expect.poll(() => got[1], { timeout: 60_000 }).toBe('{"id":"1","type":"complete"}');
    }
  }
  expect(socket.readyState).toBe(WebSocket.OPEN);
  socket.terminate();
});
