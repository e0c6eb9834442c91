import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { ANONYMOUS } from '#platform/auth/caller.js';
import { normaliseError } from '#platform/errors/normalise-error.js';
import { createHttpTransport, type HttpTransportOptions } from '#platform/federation/http-transport.js';

const QUERY = { document: parse('{ a }'), caller: ANONYMOUS, requestId: 'r' };
const MUTATION = { document: parse('mutation { b }'), caller: ANONYMOUS, requestId: 'r' };

/** A subgraph that answers each request as the script says; the last line is repeated. */
async function peer(script: readonly RequestListener[], options: Partial<HttpTransportOptions> = {}) {
  let requests = 0;
  const server = createServer((request, response) => {
    const answer = script[Math.min(requests, script.length - 1)];
    requests += 1;
    request.resume().once('end', () => answer?.(request, response));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const transport = createHttpTransport({ name: 'models', url, timeouts: { subgraph: 2_000 }, ...options });
  return {
    execute: transport.execute,
    requests: () => requests,
    stop: () => new Promise((done) => server.close(done).closeAllConnections()),
    async [Symbol.asyncDispose]() {
      server.close().closeAllConnections();
      await transport.close();
    },
  };
}

const answers: RequestListener = (_request, response) => void response.end('{"data":{"a":1}}');
const says =
  (status: number, body = '<html>'): RequestListener =>
  (_request, response) =>
    void response.writeHead(status).end(body);
const hangsUp: RequestListener = (_request, response) => void response.destroy();
const silent: RequestListener = () => {};

test('a query that found no answer is sent once more', async () => {
  for (const failure of [hangsUp, says(502), says(503), says(504)]) {
    await using models = await peer([failure, answers]);
    expect(await models.execute(QUERY)).toEqual({ data: { a: 1 } });
    expect(models.requests()).toBe(2);
  }
});

test('a query that finds no answer twice is UNAVAILABLE and names the subgraph', async () => {
  await using models = await peer([hangsUp]);
  await expect(models.execute(QUERY)).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('models'),
    extensions: { subgraph: 'models' },
  });
  expect(models.requests()).toBe(2);
});

test('a mutation is never sent again: its outcome is unknown', async () => {
  // A proxy says 503 also where the subgraph went away after it had got the request.
  for (const failure of [hangsUp, says(500), says(502), says(503), says(504)]) {
    await using models = await peer([failure, answers]);
    await expect(models.execute(MUTATION)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(models.requests()).toBe(1);
  }
});

test('a mutation that was certainly not acted on is UNAVAILABLE', async () => {
  for (const status of [401, 404, 413, 429]) {
    await using refusing = await peer([says(status)]);
    await expect(refusing.execute(MUTATION)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(refusing.requests()).toBe(1);
  }
  await using gone = await peer([answers]);
  await gone.stop();
  await expect(gone.execute(MUTATION)).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('nothing was written'),
  });
});

test('no answer within the deadline is UNAVAILABLE for a query, unknown for a mutation', async () => {
  const timeouts = { subgraph: 100 };
  await using models = await peer([silent], { timeouts });
  await expect(models.execute(QUERY)).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('100 ms'),
  });
  await expect(models.execute(MUTATION)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  expect(models.requests()).toBe(2);
});

test('a request whose asker has gone ends at once and says nothing against the subgraph', async () => {
  await using models = await peer([silent, answers], { breaker: { threshold: 1 } });
  const gone = new AbortController();
  const answer = models.execute({ ...QUERY, signal: gone.signal });
  while (models.requests() === 0) await new Promise((done) => setTimeout(done, 5));
  gone.abort();
  await expect(answer).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(await models.execute(QUERY)).toEqual({ data: { a: 1 } });
});

test('GraphQL errors are an answer whatever the status; a refused token is not', async () => {
  const error = { message: 'no', path: ['a'], extensions: { code: 'NOT_FOUND' }, locations: [{ line: 1, column: 3 }] };
  await using models = await peer([says(400, JSON.stringify({ errors: [error] }))]);
  const { errors } = await models.execute(QUERY);
  expect(errors?.map((each) => each.toJSON())).toEqual([
    { message: 'no', path: ['a'], extensions: { code: 'NOT_FOUND' } },
  ]);
  await using guarded = await peer([says(401, JSON.stringify({ errors: [error] }))]);
  await expect(guarded.execute(QUERY)).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('PEDIGRAPH_GATEWAY_PUBLIC_KEYS'),
  });
});

test('after failures in a row the subgraph is left alone, and tried again after a pause', async () => {
  let time = 0;
  await using models = await peer([hangsUp, hangsUp, hangsUp, hangsUp, answers], {
    breaker: { threshold: 2, pause: 1_000, now: () => time },
  });
  for (let round = 0; round < 2; round++) await expect(models.execute(QUERY)).rejects.toThrow();
  expect(models.requests()).toBe(4);
  await expect(models.execute(QUERY)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(models.requests()).toBe(4);
  time = 1_000;
  expect(await models.execute(QUERY)).toEqual({ data: { a: 1 } });
});

test('an answer of more bytes than are taken is given up, says the limit, and does not count against the subgraph', async () => {
  let sent = 0;
  const endless: RequestListener = (_request, response) => {
    const more = () => {
      sent += 1;
      if (!response.destroyed) response.write('x'.repeat(1_000), () => setImmediate(more));
    };
    more();
  };
  await using models = await peer([endless], { maxBytes: 50_000, breaker: { threshold: 1 } });
  for (let time = 0; time < 3; time++) {
    await expect(models.execute(QUERY)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('50000 bytes'),
    });
  }
  expect(models.requests()).toBe(3);
  expect(sent).toBeLessThan(100_000);
});

test('of many errors a hundred are told, and how many more there are', async () => {
  const errors = Array.from({ length: 100_000 }, (_, index) => ({ message: String(index), path: ['a'] }));
  await using models = await peer([says(200, JSON.stringify({ data: null, errors }))]);
  const answer = await models.execute(QUERY);
  expect(answer.errors).toHaveLength(101);
  expect(answer.errors?.at(-1)?.message).toBe('And 99900 more errors.');
});

test('an answer nested too deep is UNAVAILABLE, brackets in its texts do not count', async () => {
  const nested = (depth: number) => says(200, `{"data":{"a":${'['.repeat(depth)}${']'.repeat(depth)}}}`);
  await using deep = await peer([nested(100_000)]);
  await expect(deep.execute(QUERY)).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('deep'),
  });
  await using flat = await peer([nested(100), says(200, JSON.stringify({ data: { a: `\\"${'[{'.repeat(1_000)}` } }))]);
  expect(await flat.execute(QUERY)).toHaveProperty('data.a');
  expect(await flat.execute(QUERY)).toHaveProperty('data.a');
});

test.each([
  ['a text', 'a.b'],
  ['an object', { a: 1 }],
  ['a list of lists', [['a']]],
  ['a number', 5],
  ['nothing', null],
])('an error whose path is %s is an error without a path', async (_, path) => {
  await using models = await peer([
    says(200, JSON.stringify({ data: null, errors: [{ message: 'no', path }, null, 'x'] })),
  ]);
  const { errors } = await models.execute(QUERY);
  expect(errors?.map((error) => [error.message, error.path])).toEqual([
    ['no', undefined],
    ['no message', undefined],
    ['no message', undefined],
  ]);
});

test("of somebody else's errors the message is told where the code says it is about the request, and no extension but those named", async () => {
  const error = (code: string) => ({
    message: `secret ${code}`,
    extensions: { code, sql: 'SELECT', hint: 'h', stack: 's' },
  });
  const body = JSON.stringify({
    data: null,
    errors: ['NOT_FOUND', 'PG_DOWN', 'OWN'].map(error),
    extensions: { ledger: { models: 1 } },
  });
  await using models = await peer([says(200, body)], { foreign: { codes: ['OWN'], extensions: ['hint'] } });
  const { errors = [], extensions } = await models.execute(QUERY);
  expect(extensions).toBeUndefined();
  expect(errors.map((told) => [told.message, told.extensions])).toEqual([
    ['secret NOT_FOUND', { code: 'NOT_FOUND', hint: 'h' }],
    ['The subgraph models reported: secret PG_DOWN', { code: 'DOWNSTREAM_SERVICE_ERROR' }],
    ['secret OWN', { code: 'OWN', hint: 'h' }],
  ]);
  const faults: unknown[] = [];
  const told = normaliseError(errors[1], { requestId: 'r-1', onFault: (fault) => faults.push(fault) });
  expect(told).toMatchObject({ extensions: { code: 'INTERNAL_SERVER_ERROR' } });
  expect(told.message).not.toContain('secret');
  expect(faults).toEqual([errors[1]]);
});

test("what somebody else's subgraph reports as its fault is logged on one line, in short, and with its name", async () => {
  const hostile = `one\u001b[2K\r\n{"level":60,"msg":"forged"}\u2028\u202e${'x'.repeat(100_000)}`;
  const body = JSON.stringify({ data: null, errors: [{ message: hostile, extensions: { code: 'OUCH' } }] });
  await using models = await peer([says(200, body)], { foreign: {} });
  const [error] = (await models.execute(QUERY)).errors ?? [];
  expect(error?.message).toMatch(
    /^The subgraph models reported: one\\u001b\[2K\\u000d\\u000a\{"level":60,"msg":"forged"\}\\u2028\\u202ex+$/,
  );
  expect(error?.message.length).toBeLessThan(1_100);
  expect(error?.extensions).toEqual({ code: 'DOWNSTREAM_SERVICE_ERROR' });
});
