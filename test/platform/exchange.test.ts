import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { expect, test } from 'vitest';
import { exchange } from '#platform/federation/exchange.js';
import { Deadline } from '#platform/transport/deadline.js';

/** A peer that can be reached over one connection. */
async function peer(answer: RequestListener) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const pool = new Pool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { connections: 1 });
  return {
    seen,
    get: (path: string, deadline: Deadline) =>
      exchange(pool, { path, method: 'GET', headers: {} }, deadline, 1_000_000),
    async [Symbol.asyncDispose]() {
      server.close().closeAllConnections();
      await pool.destroy();
    },
  };
}

test('an answer in many parts is one text, though a letter is cut in two', async () => {
  const letter = Buffer.from('é');
  await using other = await peer((_, response) => {
    response.writeHead(201).write(letter.subarray(0, 1));
    setImmediate(() => response.end(letter.subarray(1)));
  });
  const deadline = new Deadline(5_000);
  expect(await other.get('/', deadline)).toEqual({ status: 201, body: 'é' });
  deadline.end();
});

test('a request that waits for a connection is over at once, and is never sent', async () => {
  const answers: (() => void)[] = [];
  await using other = await peer((_, response) => void answers.push(() => response.end('late')));
  const patient = new Deadline(5_000);
  const first = other.get('/first', patient);
  const hurried = new Deadline(5_000);
  const second = other.get('/second', hurried);
  await expect.poll(() => other.seen).toEqual(['/first']);
  hurried.abort(new Error('nobody waits'));
  await expect(second).rejects.toThrow('nobody waits');
  answers[0]?.();
  expect(await first).toEqual({ status: 200, body: 'late' });
  const last = other.get('/third', patient);
  await expect.poll(() => other.seen).toEqual(['/first', '/third']);
  answers[1]?.();
  await last;
  for (const deadline of [patient, hurried]) deadline.end();
});

test('the peer sees that nobody waits for its answer any more', async () => {
  let hungUp = false;
  await using other = await peer((_, response) => void response.once('close', () => (hungUp = true)));
  const deadline = new Deadline(5_000);
  const answer = other.get('/', deadline);
  await expect.poll(() => other.seen).toHaveLength(1);
  deadline.abort();
  await expect(answer).rejects.toThrow('Nobody waits any more.');
  await expect.poll(() => hungUp).toBe(true);
  deadline.end();
});

test('what is over before it begins is not sent', async () => {
  await using other = await peer((_, response) => void response.end());
  const deadline = new Deadline(5_000, { gone: AbortSignal.abort(new Error('gone already')) });
  await expect(other.get('/', deadline)).rejects.toThrow('gone already');
  expect(other.seen).toEqual([]);
  deadline.end();
});
