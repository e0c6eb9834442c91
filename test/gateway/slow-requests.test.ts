import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { serveLibrary } from './serve-library.js';

const HASTY = { PEDIGRAPH_TIMEOUT_REQUEST_MS: '300' };
const HEAD = 'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';

/** How gzip begins, and a block that is stored as it is (RFC 1951 §3.2.4). */
const GZIP = '\x1f\x8b\x08\0\0\0\0\0\0\x03\0\xff\xff\0\0';

/** Sends a beginning, then a byte now and then until the server closes; resolves to all that came back. */
function trickle(url: string, beginning: string, byte: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname);
    const sending = setInterval(() => socket.write(byte), 20);
    socket
      .on('data', (chunk) => {
        answer += chunk;
      })
      .on('error', () => {}) // a byte that crossed the close
      .once('close', () => {
        clearInterval(sending);
        resolve(answer);
      })
      .write(beginning, 'latin1');
  });
}

test.each([
  ['a body', `${HEAD}Content-Length: 100000\r\n\r\n{"query":"`, 'x'],
  ['a chunked body', `${HEAD}Transfer-Encoding: chunked\r\n\r\n`, '1\r\nx\r\n'],
  ['a compressed body', `${HEAD}Content-Encoding: gzip\r\nContent-Length: 60000\r\n\r\n${GZIP}`, 'x'],
  ['a head', HEAD, 'x'],
  ['a body of a stream', `${HEAD.replace('/graphql', '/graphql/stream')}Content-Length: 100000\r\n\r\n`, 'x'],
])('%s that comes byte by byte is ended with 408', async (_what, beginning, byte) => {
  await using server = await serveLibrary({ env: HASTY });
  const answer = await trickle(server.url, beginning, byte);
  expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toEqual({
    errors: [{ message: expect.stringContaining('PEDIGRAPH_TIMEOUT_REQUEST_MS'), extensions: { code: 'BAD_REQUEST' } }],
  });
  expect((await server.ask('{ asker }')).status).toBe(200);
});

test('a connection that never sends anything is closed', async () => {
  await using server = await serveLibrary({ env: HASTY });
  await trickle(server.url, '', '');
});

test('an answer that takes longer than a request may is not cut', async () => {
  await using server = await serveLibrary({ env: HASTY });
  expect((await server.ask('{ slow(ms: 1500) }')).body).toEqual({ data: { slow: 'done' } });
});
