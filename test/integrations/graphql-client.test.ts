import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createGraphqlClient, type GraphqlClientOptions } from '#integrations/client/graphql-client.js';
import { inParallel } from '#integrations/client/in-parallel.js';

describe('the GraphQL client', () => {
  test('posts document, variables and token, and returns the data', async () => {
    await using server = await startServer([ok({ a: 1 })]);
    const client = server.client({ token: 'sixteen-letters!' });
    expect(await client.query('query ($x: Int) { a }', { x: 1 })).toEqual({ a: 1 });
    expect(server.requests).toMatchObject([
      {
        headers: { authorization: 'Bearer sixteen-letters!' },
        body: { query: 'query ($x: Int) { a }', variables: { x: 1 } },
      },
    ]);
  });

  test('throws the code, message and details of the first error, even beside data', async () => {
    const errors = [{ message: 'Taken.', extensions: { code: 'CONFLICT', current: '1.0.0' } }];
    await using server = await startServer([{ status: 200, body: JSON.stringify({ data: { a: null }, errors }) }]);
    const refusal = server.client().mutate('mutation { a }', {});
    await expect(refusal).rejects.toMatchObject({
      name: 'ApiError',
      code: 'CONFLICT',
      message: 'Taken.',
      details: { current: '1.0.0' },
    });
    expect(server.requests).toHaveLength(1);
  });

  test('repeats a query until it is answered', async () => {
    await using server = await startServer([
      unavailable,
      { status: 502, body: 'Bad gateway' },
      'hang up',
      ok({ a: 2 }),
    ]);
    expect(await server.client().query('{ a }')).toEqual({ a: 2 });
    expect(server.requests).toHaveLength(4);
  });

  test('sends a mutation again under its key until it is answered, and each under a key of its own', async () => {
    const inFlight = refusal('IDEMPOTENCY_KEY_IN_FLIGHT');
    await using server = await startServer(['hang up', inFlight, ok({ a: 1 }), ok({ a: 2 }), ok({ b: 3 })]);
    expect(await server.client().mutate('mutation { a }', {})).toEqual({ a: 1 });
    expect(await server.client().mutate('mutation { a }', {})).toEqual({ a: 2 });
    expect(await server.client().query('{ b }')).toEqual({ b: 3 });
    const [first, second, third, other, query] = server.requests.map(({ headers }) => headers['idempotency-key']);
    expect([second, third]).toEqual([first, first]);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(other).toMatch(/^[0-9a-f-]{36}$/);
    expect(other).not.toBe(first);
    expect(query).toBeUndefined();
  });

  test('says that the outcome of a mutation is unknown where no answer ever came', async () => {
    await using server = await startServer(['hang up', 'hang up']);
    const write = server.client({ attempts: 2 }).mutate('mutation { a }', {});
    await expect(write).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(server.requests).toHaveLength(2);
  });

  test('sends a mutation without a key where there are too many, if the caller vouches for it', async () => {
    const tooMany = refusal('TOO_MANY_IDEMPOTENCY_KEYS');
    await using server = await startServer([tooMany, ok({ a: 1 }), tooMany]);
    expect(await server.client().mutate('mutation { a }', {}, { safeWithoutKey: true })).toEqual({ a: 1 });
    expect(server.requests[1]?.headers['idempotency-key']).toBeUndefined();
    await expect(server.client().mutate('mutation { a }', {})).rejects.toMatchObject({
      code: 'TOO_MANY_IDEMPOTENCY_KEYS',
    });
    expect(server.requests).toHaveLength(3);
  });

  test('gives up after the last attempt, and at once on what no repetition mends', async () => {
    await using down = await startServer([unavailable, unavailable, unavailable]);
    await expect(down.client({ attempts: 2 }).query('{ a }')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(down.requests).toHaveLength(2);
    await using wrong = await startServer([{ status: 404, body: '<html>' }]);
    await expect(wrong.client().query('{ a }')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringMatching(/^Expected a GraphQL answer from .*, got HTTP 404/),
    });
  });

  test('an attempt that takes too long is a TIMEOUT for a query', async () => {
    await using server = await startServer(['never answer']);
    await expect(server.client({ timeout: 50, attempts: 1 }).query('{ a }')).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  test('a server that is not there is UNAVAILABLE, for a write as well: it never arrived', async () => {
    const server = await startServer([]);
    await server[Symbol.asyncDispose]();
    const write = server.client({ attempts: 1 }).mutate('mutation { a }', {});
    await expect(write).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('Is the server running?'),
    });
  });
});

describe('work in parallel', () => {
  test('never has more than the limit under way, and takes every item', async () => {
    let now = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel(numbers(20), 3, async (item) => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
      done.push(item);
    });
    expect(most).toBe(3);
    expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  test('stops taking at the first error, and throws it once work under way has ended', async () => {
    let underWay = 0;
    let taken = 0;
    const all = inParallel(numbers(100), 4, async (item) => {
      taken++;
      underWay++;
      await new Promise(setImmediate);
      underWay--;
      if (item === 5) throw new Error('the sixth');
    });
    await expect(all).rejects.toThrow('the sixth');
    expect(underWay).toBe(0);
    expect(taken).toBeLessThan(12);
  });
});

type Reply = { readonly status: number; readonly body: string } | 'hang up' | 'never answer';

const unavailable = refusal('UNAVAILABLE');

function refusal(code: string): Reply {
  return { status: 200, body: JSON.stringify({ errors: [{ message: 'Later.', extensions: { code } }] }) };
}

function ok(data: unknown): Reply {
  return { status: 200, body: JSON.stringify({ data }) };
}

/** An HTTP server that gives these replies in order, and remembers what it was asked. */
async function startServer(replies: Reply[]) {
  const requests: { headers: IncomingHttpHeaders; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    requests.push({ headers: request.headers, body: JSON.parse(text) });
    const reply = replies.shift() ?? 'hang up';
    if (reply === 'never answer') return;
    if (reply === 'hang up') return void request.socket.destroy();
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  return {
    requests,
    client: (options: Partial<GraphqlClientOptions> = {}) => createGraphqlClient({ url, pauseBefore: 1, ...options }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function* numbers(end: number): AsyncGenerator<number> {
  for (let i = 0; i < end; i++) yield i;
}
