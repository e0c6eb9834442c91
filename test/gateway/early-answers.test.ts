import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startBalancer } from '#process/distributed/balancer.js';
import { serveLibrary } from './serve-library.js';

const TOKEN = 'a-token-that-only-ann-has';
const ENV = { PEDIGRAPH_LIMIT_BODY_BYTES: '20000', PEDIGRAPH_TOKENS: `ann=${TOKEN}` };
const REST = 'x'.repeat(64 * 1024);

/** A gateway with a small limit for bodies, and the ports under which it is reached: its own, and a balancer's. */
async function serveBehindBalancer() {
  const server = await serveLibrary({ env: ENV });
  const direct = Number(new URL(server.url).port);
  const balancer = await startBalancer({ host: '127.0.0.1', port: 0, targets: [direct] });
  return {
    ports: { direct, 'behind a balancer': balancer.port },
    async [Symbol.asyncDispose]() {
      await balancer.close();
      await server.close();
    },
  };
}

/**
 * Sends the head and some of the body, waits until it is answered and the server ends, if it does, and only then sends
 * the rest, as a client does that reads once it has sent all. Resolves to what it was answered; rejects where the
 * connection is reset.
 */
async function sendSlowly(port: number, head: readonly string[], body: string, rest: string, ends: boolean) {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await once(socket, 'connect');
  const reset = new Promise<never>((_, reject) => socket.once('error', reject));
  reset.catch(() => {});
  let text = '';
  const answered = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      text += chunk;
      if (!ends && /\r\n\r\n\{.*\}$/s.test(text)) resolve();
    });
    socket.once('end', resolve);
  });
  socket.write(`${['POST /graphql HTTP/1.1', 'host: localhost', ...head].join('\r\n')}\r\n\r\n${body}`);
  await Promise.race([answered, reset]);
  for (let time = 0; time < 16; time++) {
    const taken = new Promise<void>((resolve, reject) => {
      socket.write(rest, (error) => (error ? reject(error) : resolve()));
    });
    await Promise.race([taken, reset]);
  }
  const closed = once(socket, 'close');
  socket.end();
  await Promise.race([closed, reset]);
  return text;
}

const JSON_BODY = 'content-type: application/json';
const ANN = `authorization: Bearer ${TOKEN}`;
const chunked = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

test.each([
  ['a length that is too large', [JSON_BODY, ANN, 'content-length: 10000000'], REST, REST, 413, true],
  [
    'chunks that become too many',
    [JSON_BODY, ANN, 'transfer-encoding: chunked'],
    chunked(REST),
    chunked(REST),
    413,
    true,
  ],
  ['no JSON', ['content-type: text/plain', ANN, 'content-length: 1114112'], REST, REST, 415, false],
  ['another token', [JSON_BODY, 'authorization: Bearer none', 'content-length: 1114112'], REST, REST, 401, false],
] as const)(
  'a request of %s is answered while it is still being sent, and the client gets the answer',
  async (_, head, body, rest, status, ends) => {
    await using served = await serveBehindBalancer();
    for (const [way, port] of Object.entries(served.ports)) {
      const text = await sendSlowly(port, head, body, rest, ends);
      expect(text, way).toMatch(new RegExp(`^HTTP/1.1 ${status} .*"errors":\\[`, 's'));
      expect(text.match(/HTTP\/1\.1/g), way).toHaveLength(1);
    }
  },
);
