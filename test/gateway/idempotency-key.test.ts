import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { parse } from 'graphql';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { SYSTEM } from '#platform/auth/caller.js';
import { sha256 } from '#platform/digest/digest.js';
import { type KeyedAnswer, type Sending, sendKeyed } from '../support/keyed-client.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

const ANN = 'a-token-that-only-ann-has';
const BEN = 'a-token-that-only-ben-has';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph({ PEDIGRAPH_TOKENS: `ann=${ANN},ben=${BEN}` });
});
afterAll(() => graph[Symbol.asyncDispose]());

/** Without an `externalId` nothing but the key tells one run from another. */
const START = `mutation ($name: String!) { startRun(input: { experiment: "keys/nightly", name: $name }) { run { id name } } }`;
const start = (name: string, sending: Sending = {}): Promise<KeyedAnswer> =>
  sendKeyed(graph.url, START, { name }, { token: ANN, ...sending });
const idOf = ({ data }: Pick<KeyedAnswer, 'data'>) =>
  (data as { startRun: { run: { id: string } } } | null | undefined)?.startRun.run.id;
const runs = async (): Promise<number> => {
  const { manager } = graph.subgraphs.get('experiments')!.database;
  return (await manager.query('SELECT count(*)::int AS count FROM run'))[0].count;
};

describe('the key', () => {
  test('is the same bare, as a quoted string and in the extensions of the operation', async () => {
    const key = randomUUID();
    const first = await start('bare', { key });
    expect(first.errors).toBeUndefined();
    for (const again of [{ key: `"${key}"` }, { extensions: { idempotencyKey: key } }])
      expect(await start('bare', again)).toEqual(first);
    const spelled = await start('spelled', { key: String.raw`"a\"b\\c"` });
    expect(await start('spelled', { key: String.raw`a"b\c` })).toEqual(spelled);
    expect(await start('longest', { key: 'k'.repeat(255) })).toMatchObject({ status: 200, errors: undefined });
  });

  test.each([
    ['256 characters', { key: 'k'.repeat(256) }],
    ['an empty one', { key: '' }],
    ['an empty string', { key: '""' }],
    ['a space', { key: 'a b' }],
    ['a list', { key: 'a, b' }],
    ['a quote that is not closed', { key: '"a' }],
    ['parameters', { key: '"a";b=1' }],
    ['a letter that is no ASCII', { key: '\u00e9' }],
    ['a number in the extensions', { extensions: { idempotencyKey: 7 } }],
    ['NUL in the extensions', { extensions: { idempotencyKey: 'a\u0000b' } }],
    ['CRLF in the extensions', { extensions: { idempotencyKey: 'a\r\nb' } }],
    ['256 characters in the extensions', { extensions: { idempotencyKey: 'k'.repeat(256) } }],
    ['an empty one in the extensions', { extensions: { idempotencyKey: '' } }],
    ['two that differ', { key: 'a', extensions: { idempotencyKey: 'b' } }],
  ] satisfies [string, Sending][])('is refused where it is %s, and nothing is written', async (_, sending) => {
    const before = await runs();
    const { status, code } = await start('malformed', sending);
    expect([status, code]).toEqual([400, 'BAD_REQUEST']);
    expect(await runs()).toBe(before);
  });

  test.each([
    ['NUL', 'a\0b'],
    ['CR', 'a\rb'],
  ])('is refused where its bytes hold %s, which no client library sends', async (_, key) => {
    const before = await runs();
    const body = JSON.stringify({ query: START, variables: { name: 'bytes' } });
    const { hostname, port } = new URL(graph.url);
    const socket = connect(Number(port), hostname);
    socket.end(
      `POST /graphql HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${ANN}\r\ncontent-type: application/json\r\nidempotency-key: ${key}\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk));
    await once(socket, 'close');
    expect(answer.slice(0, 12)).toBe('HTTP/1.1 400');
    expect(await runs()).toBe(before);
  });

  test('is passed over on a query, whatever it is', async () => {
    for (const key of ['a b', 'k'.repeat(300)]) {
      const answer = await sendKeyed(graph.url, '{ experiments { totalCount } }', {}, { token: ANN, key });
      expect(answer).toMatchObject({ status: 200, errors: undefined });
    }
  });

  test('is one over every way to send a mutation', async () => {
    const key = randomUUID();
    const first = idOf(await start('every way', { key }));
    const operation = { query: START, variables: { name: 'every way' } };
    const headers = { authorization: `Bearer ${ANN}` };
    const socket = createSocketClient({
      url: graph.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: headers,
      retryAttempts: 0,
    });
    const sse = (over: Record<string, string>) =>
      createSseClient({ url: `${graph.url}/stream`, retryAttempts: 0, headers: { ...headers, ...over } });
    const extensions = { idempotencyKey: key };
    for (const answers of [
      socket.iterate({ ...operation, extensions }),
      sse({}).iterate({ ...operation, extensions }),
      sse({ 'idempotency-key': key }).iterate(operation),
    ])
      for await (const answer of answers) expect(idOf(answer as never)).toBe(first);
    await socket.dispose();
  });
});

describe('under a key', () => {
  test('two callers are two, and so are two keys', async () => {
    const key = randomUUID();
    const ids = [
      await start('two', { key }),
      await start('two', { key, token: BEN }),
      await start('two', { key: `${key}-` }),
    ];
    expect(new Set(ids.map(idOf)).size).toBe(3);
  });

  test('an operation of other subgraphs is another operation as well', async () => {
    const key = randomUUID();
    await start('elsewhere', { key });
    const register = 'mutation { registerEnvironmentVersion(input: { environment: "keys/elsewhere" }) { created } }';
    const { status, code } = await sendKeyed(graph.url, register, {}, { token: ANN, key });
    expect([status, code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    const found = await sendKeyed(graph.url, '{ environment(name: "keys/elsewhere") { id } }', {}, { token: ANN });
    expect(found.data).toEqual({ environment: null });
  });

  test('several mutations of several subgraphs are done once, each of them', async () => {
    const document = `mutation {
      first: startRun(input: { experiment: "keys/several", name: "one" }) { run { id } }
      other: registerEnvironmentVersion(input: { environment: "keys/several" }) { created environmentVersion { id } }
      second: startRun(input: { experiment: "keys/several", name: "one" }) { run { id } }
    }`;
    const before = await runs();
    const key = randomUUID();
    const first = await sendKeyed(graph.url, document, {}, { token: ANN, key });
    expect(first.errors).toBeUndefined();
    expect(await sendKeyed(graph.url, document, {}, { token: ANN, key })).toEqual(first);
    expect(await runs()).toBe(before + 2);
  });

  test('of several mutations those are done that were not, once what refused them is gone', async () => {
    const document = `mutation {
      run: startRun(input: { experiment: "keys/half", name: "one" }) { run { id } }
      alias: setAlias(input: { model: "keys/half", alias: "production", version: "1.0.0" }) { alias { name } }
    }`;
    const before = await runs();
    const key = randomUUID();
    const refused = await sendKeyed(graph.url, document, {}, { token: ANN, key });
    expect([refused.code, await runs()]).toEqual(['NOT_FOUND', before + 1]);
    const register = 'mutation { registerModelVersion(input: { model: "keys/half" }) { created } }';
    await sendKeyed(graph.url, register, {}, { token: ANN });
    const done = await sendKeyed(graph.url, document, {}, { token: ANN, key });
    expect(done).toMatchObject({ status: 200, errors: undefined, data: { alias: { alias: { name: 'production' } } } });
    expect(await runs()).toBe(before + 1);
  });

  test('a request is refused with 409 while one is under way in another process, and has its answer afterwards', async () => {
    const beside = await graph.serveBeside();
    const { source } = graph.subgraphs.get('experiments')!.database;
    const holder = source.createQueryRunner();
    await holder.startTransaction();
    await holder.query("SELECT pg_advisory_xact_lock(hashtextextended('experiments.ledger', 0))");
    const key = randomUUID();
    const first = start('in flight', { key });
    await expect
      .poll(
        async () => (await source.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).length,
      )
      .toBe(1);
    const here = await start('in flight', { key });
    expect([here.status, here.code, here.retryAfter]).toEqual([409, 'IDEMPOTENCY_KEY_IN_FLIGHT', '1']);
    const there = await sendKeyed(beside.url, START, { name: 'in flight' }, { token: ANN, key });
    expect([there.status, there.code, there.retryAfter]).toEqual([409, 'IDEMPOTENCY_KEY_IN_FLIGHT', '1']);
    await holder.rollbackTransaction();
    await holder.release();
    const answer = await first;
    expect(answer.errors).toBeUndefined();
    expect(await sendKeyed(beside.url, START, { name: 'in flight' }, { token: ANN, key })).toEqual(answer);
  });

  test('an answer is given again that the store would refuse today', async () => {
    await sendKeyed(
      graph.url,
      'mutation { registerModelVersion(input: { model: "keys/since" }) { created } }',
      {},
      { token: ANN },
    );
    const document = `mutation {
      setAlias(input: { model: "keys/since", alias: "production", version: "1.0.0" }) { alias { modelVersion { status } } }
    }`;
    const key = randomUUID();
    const first = await sendKeyed(graph.url, document, {}, { token: ANN, key });
    const quarantine =
      'mutation { setStatus(input: { modelVersion: "keys/since@1.0.0", status: QUARANTINED }) { previous } }';
    expect((await sendKeyed(graph.url, quarantine, {}, { token: ANN })).errors).toBeUndefined();
    expect((await sendKeyed(graph.url, document, {}, { token: ANN })).code).toBe('INVALID_TRANSITION');
    expect(await sendKeyed(graph.url, document, {}, { token: ANN, key })).toEqual(first);
  });
});

test('under a key that the server made itself a write happens once, and its steps alone are stored', async () => {
  const { execute, database } = graph.subgraphs.get('experiments')!;
  const key = randomUUID();
  const request = { document: parse(START), variables: { name: 'own' }, caller: SYSTEM, requestId: 'own' };
  const send = () => execute({ ...request, idempotent: { key, operation: sha256('own'), path: '', isOwn: true } });
  const before = await runs();
  const first = await send();
  expect(first.errors).toBeUndefined();
  expect(await send()).toEqual(first);
  expect(await runs()).toBe(before + 1);
  const stored = await database.manager.query('SELECT step FROM idempotent_step WHERE key = $1', [key]);
  expect(stored).toEqual([{ step: 'startRun write' }]);
});

describe('keys', () => {
  const steps = async (sql: string): Promise<{ count: number }[]> =>
    graph.subgraphs.get('experiments')!.database.manager.query(sql);

  test('are forgotten after a day, and their rows are deleted', async () => {
    const key = randomUUID();
    const first = await start('a day', { key });
    await steps(`UPDATE experiments.idempotent_step SET created_at = created_at - interval '25 hours'`);
    const again = await start('a day', { key });
    expect(again.errors).toBeUndefined();
    expect(idOf(again)).not.toBe(idOf(first));
    expect(await start('a day', { key })).toEqual(again);
    // A process deletes what is forgotten with the first answer that it stores, and once a minute from then on.
    await steps(`UPDATE experiments.idempotent_step SET created_at = created_at - interval '25 hours'`);
    const beside = await graph.serveBeside();
    await sendKeyed(beside.url, START, { name: 'pruning' }, { token: ANN, key: randomUUID() });
    const [left] = await steps(
      `SELECT count(*)::int AS count FROM experiments.idempotent_step WHERE created_at < clock_timestamp() - interval '1 day'`,
    );
    expect(left).toEqual({ count: 0 });
  });

  test('are bounded for each caller, and what has a key already is answered', async () => {
    await using few = await createTestGraph({
      PEDIGRAPH_TOKENS: `ann=${ANN},ben=${BEN}`,
      PEDIGRAPH_SUBGRAPH_IDEMPOTENCY_KEYS: '2',
    });
    const send = (key: string | undefined, token = ANN) => sendKeyed(few.url, START, { name: 'few' }, { token, key });
    const first = await send('1');
    await send('2');
    const third = await send('3');
    expect([third.status, third.code, third.errors?.[0]?.extensions['limit']]).toEqual([
      429,
      'TOO_MANY_IDEMPOTENCY_KEYS',
      2,
    ]);
    expect(Number(third.retryAfter)).toBeGreaterThan(80_000);
    expect(await send('1')).toEqual(first);
    for (const answer of [await send(undefined), await send('3', BEN)]) expect(answer.status).toBe(200);
    // What the server sends again by itself, as for MLflow's clients, is no key of its caller.
    const { execute } = few.subgraphs.get('experiments')!;
    const under = async (isOwn: boolean) => {
      const idempotent = { key: randomUUID(), operation: sha256('few'), path: '', isOwn };
      const { errors } = await execute({
        ...{ document: parse(START), variables: { name: 'few' }, caller: SYSTEM, requestId: 'few', idempotent },
      });
      return errors?.[0]?.extensions?.['code'];
    };
    expect([await under(true), await under(true), await under(true)]).toEqual([undefined, undefined, undefined]);
    expect([await under(false), await under(false), await under(false)]).toEqual([
      undefined,
      undefined,
      'TOO_MANY_IDEMPOTENCY_KEYS',
    ]);
  });
});
