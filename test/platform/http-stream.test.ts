import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ExecutionResult, parse } from 'graphql';
import { expect, test } from 'vitest';
import { ANONYMOUS } from '#platform/auth/caller.js';
import { createHttpStream } from '#platform/federation/http-stream.js';

const REQUEST = { document: parse('subscription { a }'), caller: ANONYMOUS, requestId: 'r' };

/** What is read of a subgraph that serves as told. */
async function follow(serves: RequestListener): Promise<ExecutionResult[]> {
  const server = createServer(serves);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    const stream = createHttpStream({ name: 'models', url, timeouts: { subgraph: 2_000 }, maxBytes: 50_000 });
    const answers = await stream(REQUEST);
    const read: ExecutionResult[] = [];
    if (!(Symbol.asyncIterator in answers)) return [answers];
    for await (const answer of answers) read.push(answer);
    return read;
  } finally {
    server.close().closeAllConnections();
  }
}

test.each([
  ['an event', 'text/event-stream', 'event: next\ndata: '],
  ['an answer that is no stream', 'application/json', '{"data":{"a":"'],
])('%s of more bytes than are taken is given up and says the limit', async (_, type, start) => {
  let sent = 0;
  const reading = follow((_request, response) => {
    response.writeHead(200, { 'content-type': type }).write(start);
    const more = () => {
      sent += 1_000;
      if (!response.destroyed) response.write('x'.repeat(1_000), () => setImmediate(more));
    };
    more();
  });
  await expect(reading).rejects.toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('50000 bytes') });
  expect(sent).toBeLessThan(100_000_000);
});

test('many events, each of them small, are all read', async () => {
  const event = `event: next\ndata: {"data":{"a":"${'x'.repeat(1_000)}"}}\n\n`;
  const answers = await follow((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`${event.repeat(200)}event: complete\ndata:\n\n`);
  });
  expect(answers).toHaveLength(200);
});
