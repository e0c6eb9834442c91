import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { endExpired, endIdle } from '#gateway/limits/end-socket.js';
import { type LibraryServer, serveLibrary } from './serve-library.js';

const HANG = { timeout: 60_000 };
const [ANN, BEN] = ['a-token-that-only-ann-has', 'a-token-that-only-ben-has'];
const TOKENS = { PEDIGRAPH_TOKENS: `ann=${ANN},ben=${BEN}` };

/** A socket to the gateway, what came on it, and the code by which it was closed. */
async function connect(
  { url }: Pick<LibraryServer, 'url'>,
  protocol: string | string[] = 'graphql-transport-ws',
  options: ClientOptions = {},
) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocol, options);
  const got: { type: string; id?: string; payload?: unknown }[] = [];
  socket.on('message', (data) => got.push(JSON.parse(String(data))));
  socket.on('error', () => {});
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await Promise.race([new Promise((resolve) => socket.once('open', resolve)), closed]);
  return {
    socket,
    got,
    closed,
    send: (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async init(token?: string) {
      const payload = token === undefined ? {} : { payload: { authorization: `Bearer ${token}` } };
      socket.send(JSON.stringify({ type: 'connection_init', ...payload }));
      await Promise.race([vi.waitUntil(() => got.some(({ type }) => type === 'connection_ack'), HANG), closed]);
    },
  };
}

const SUBSCRIBE = { id: '1', type: 'subscribe', payload: { query: '{ asker }' } };
const HELD = { query: '{ slow(ms: 60000) }' };

test.each([
  ['a subscribe before the init', 4401, [SUBSCRIBE]],
  ['a second init', 4429, [{ type: 'connection_init' }, { type: 'connection_init' }]],
  ['no JSON', 4400, ['{']],
  ['a message of no known type', 4400, [{ type: 'start', id: '1' }]],
  ['a subscribe without a query', 4400, [{ type: 'connection_init' }, { id: '1', type: 'subscribe', payload: {} }]],
  ['an id that is no text', 4400, [{ type: 'connection_init' }, { ...SUBSCRIBE, id: 1 }]],
  ['an acknowledgement, which only servers send,', 4400, [{ type: 'connection_ack' }]],
  ['an answer, which only servers send,', 4400, [{ type: 'next', id: '1', payload: {} }]],
  ['an error, which only servers send,', 4400, [{ type: 'error', id: '1', payload: [{ message: 'no' }] }]],
])('%s ends the socket with %i', async (_what, code, messages) => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
  await using server = await serveLibrary();
  const { send, closed, got } = await connect(server);
  for (const message of messages) {
    send(message);
    if (typeof message !== 'string' && message.type === 'connection_init' && got.length === 0 && messages.length > 1) {
      await vi.waitUntil(() => got.length > 0, HANG);
    }
  }
  expect(await closed).toBe(code);
  expect((await server.ask('{ books { title } }')).status).toBe(200);
  expect(printed).not.toHaveBeenCalled();
  printed.mockRestore();
});

test('an id that is in use ends the socket with 4409, another subprotocol with 4406, a wrong token with 4403', async () => {
  await using server = await serveLibrary({ env: TOKENS });
  const twice = await connect(server);
  await twice.init(ANN);
  for (let time = 0; time < 2; time++) twice.send({ id: '1', type: 'subscribe', payload: HELD });
  expect(await twice.closed).toBe(4409);
  expect(await (await connect(server, [])).closed).toBe(4406);
  const wrong = await connect(server);
  await wrong.init('a-token-that-nobody-has');
  expect(await wrong.closed).toBe(4403);
  const odd = await connect(server);
  odd.send({ type: 'connection_init', payload: { authorization: { jwt: ANN }, jwt: { [ANN]: ANN } } });
  expect(await odd.closed).toBe(4403);
});

test('a message that is too large ends the socket with 1009, and nothing is compressed', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  await using server = await serveLibrary({ env: { PEDIGRAPH_LIVE_MESSAGE_BYTES: '1000' } });
  const { socket, send, closed } = await connect(server, undefined, { perMessageDeflate: true });
  expect(socket.extensions).toBe('');
  send({ type: 'connection_init', payload: { text: 'x'.repeat(1_000) } });
  expect(await closed).toBe(1009);
  expect(logged).not.toHaveBeenCalled();
  logged.mockRestore();
});

test('a socket has so many operations under way, and the next is an error of that operation alone', async () => {
  await using server = await serveLibrary({ env: { PEDIGRAPH_LIVE_OPERATIONS_PER_SOCKET: '2' } });
  const { send, got, init, socket } = await connect(server);
  await init();
  for (const id of ['1', '2', '3']) send({ id, type: 'subscribe', payload: HELD });
  await vi.waitUntil(() => got.length === 2, HANG);
  expect(got[1]).toMatchObject({
    id: '3',
    type: 'error',
    payload: [{ extensions: { code: 'RATE_LIMITED', limit: 'operationsPerSocket', max: 2 } }],
  });
  send({ id: '1', type: 'complete' });
  send({ id: '4', type: 'subscribe', payload: { query: '{ asker }' } });
  await vi.waitUntil(() => got.some(({ id, type }) => id === '4' && type === 'complete'), HANG);
  socket.terminate();
});

test('sockets are bounded in all and by caller, and each that is closed makes room', async () => {
  const env = { ...TOKENS, PEDIGRAPH_LIVE_SOCKETS: '3', PEDIGRAPH_LIVE_SOCKETS_PER_CALLER: '1' };
  await using server = await serveLibrary({ env });
  const ann = await connect(server);
  await ann.init(ANN);
  const again = await connect(server);
  await again.init(ANN);
  expect(await again.closed).toBe(1013);
  const ben = await connect(server);
  await ben.init(BEN);
  expect(ben.got).toEqual([{ type: 'connection_ack' }]);
  const nobody = await connect(server);
  const refused = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const status = new Promise((resolve) =>
    refused.once('unexpected-response', (_request, response) =>
      resolve([response.statusCode, response.headers['retry-after']]),
    ),
  );
  refused.on('error', () => {});
  expect(await status).toEqual([503, '1']);
  ann.socket.close();
  nobody.socket.close();
  await Promise.all([ann.closed, nobody.closed]);
  await expect
    .poll(async () => {
      const next = await connect(server).catch(() => undefined);
      await next?.init(ANN);
      return next?.got.length;
    }, HANG)
    .toBe(1);
  ben.socket.close();
});

/** What is done with a socket that nobody opened. */
function unopened() {
  const closed: number[] = [];
  const socket = Object.assign(new EventEmitter(), { close: (code: number) => closed.push(code) });
  return { socket: socket as unknown as WebSocket & EventEmitter, closed };
}

test('a socket without an operation and without a message is closed after a while', () => {
  vi.useFakeTimers();
  try {
    const { socket, closed } = unopened();
    let isBusy = true;
    endIdle(socket, 1_000, () => isBusy);
    vi.advanceTimersByTime(5_500);
    isBusy = false;
    vi.advanceTimersByTime(499);
    socket.emit('message');
    vi.advanceTimersByTime(999);
    expect(closed).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(closed).toEqual([1000]);
  } finally {
    vi.useRealTimers();
  }
});

test('a socket ends with the credential of its caller', () => {
  vi.useFakeTimers();
  try {
    const { socket, closed } = unopened();
    const monthMs = 30 * 24 * 60 * 60 * 1_000; // more than a timer of Node.js takes
    endExpired(socket, Date.now() + monthMs);
    vi.advanceTimersByTime(monthMs - 1);
    expect(closed).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(closed).toEqual([4403]);
  } finally {
    vi.useRealTimers();
  }
});
