import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { withinDeadline } from '#gateway/within-deadline.js';
import { ANONYMOUS } from '#platform/auth/caller.js';
import { createHttpTransport } from '#platform/federation/http-transport.js';
import { readEvents } from '#platform/ledger/read-events.js';
import { gatewayHeaders } from '../support/internal-tokens.js';
import { type ServedSleeper, serveSleeper, slept } from './serve-sleeper.js';

/** Nothing but a cancellation ends a statement within the time a test waits. */
const PATIENT = {
  PEDIGRAPH_TIMEOUT_OPERATION_MS: '90000',
  PEDIGRAPH_TIMEOUT_SUBGRAPH_MS: '80000',
  PEDIGRAPH_TIMEOUT_STATEMENT_MS: '70000',
};

/** An operation takes a second and a half at most, and a statement is never what ends it. */
const HASTY = {
  PEDIGRAPH_TIMEOUT_OPERATION_MS: '1500',
  PEDIGRAPH_TIMEOUT_SUBGRAPH_MS: '1400',
  PEDIGRAPH_TIMEOUT_STATEMENT_MS: '1300',
  PEDIGRAPH_TIMEOUT_LOCK_MS: '1000',
};

/** Below the minute after which a statement that nobody has cancelled ends by itself. */
const HANG = { timeout: 40_000 };

const untilRunning = (server: ServedSleeper) => expect.poll(() => server.running(), HANG).toMatch(/pg_sleep/);
const untilIdle = (server: ServedSleeper) => expect.poll(() => server.running(), HANG).toBeNull();
const subjects = async ({ subgraph }: ServedSleeper) =>
  (await readEvents(subgraph.database.manager, 0, 100)).map((event) => event.subject);

describe.each(['in-process', 'HTTP'] as const)('a subgraph reached by %s', (way) => {
  test('a client that leaves ends its statement, and the connection serves the next request', async () => {
    await using server = await serveSleeper(way, PATIENT);
    const leaving = new AbortController();
    const answer = server.ask('{ sleep(seconds: 60) }', leaving.signal);
    await untilRunning(server);
    leaving.abort();
    await expect(answer).rejects.toThrow();
    await untilIdle(server);
    expect(await server.ask('{ sleep(seconds: 0) }')).toEqual({ data: { sleep: 1 } });
  });

  test('a client that leaves ends no statement of another, also not of one that waits for the connection', async () => {
    await using server = await serveSleeper(way, PATIENT);
    const leaving = new AbortController();
    const gone = server.ask('{ sleep(seconds: 60) }', leaving.signal);
    await untilRunning(server);
    const waiting = [0.3, 0.2, 0.1].map((seconds) => server.ask(`{ sleep(seconds: ${seconds}) }`));
    leaving.abort();
    await expect(gone).rejects.toThrow();
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => ({ data: { sleep: 1 } })));
  });

  test('a write whose time is up is taken back whole, and does not go on', async () => {
    await using server = await serveSleeper(way, HASTY);
    const answer = await server.ask<{ errors: { extensions: { code: string } }[] }>(
      'mutation { write(subject: "late", times: 50, seconds: 0.2) }',
    );
    expect(['TIMEOUT', 'OUTCOME_UNKNOWN']).toContain(answer.errors[0]?.extensions.code);
    await untilIdle(server);
    expect(await server.ask('mutation { write(subject: "next", times: 1, seconds: 0) }')).toMatchObject({
      data: { write: 1 },
    });
    expect(await subjects(server)).toEqual(['next']);
  });

  test('a write is finished whole though its client leaves', async () => {
    await using server = await serveSleeper(way, PATIENT);
    const leaving = new AbortController();
    const answer = server.ask('mutation { write(subject: "kept", times: 2, seconds: 0.2) }', leaving.signal);
    await untilRunning(server);
    leaving.abort();
    await expect(answer).rejects.toThrow();
    await expect.poll(() => subjects(server), HANG).toEqual(['kept']);
  });
});

test('a subgraph ends its work when the time is up that its gateway says is left, though nobody has hung up', async () => {
  await using server = await serveSleeper('HTTP', PATIENT);
  const ask = async (timeLeft: string, seconds: number) => {
    const response = await fetch(server.subgraphUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(await gatewayHeaders('sleeper')),
        'pedigraph-time-left': timeLeft,
      },
      body: JSON.stringify({ query: `{ sleep(seconds: ${seconds}) }` }),
    });
    return response.json();
  };
  expect(await ask('300', 60)).toMatchObject({ errors: [{ extensions: { code: 'TIMEOUT' } }] });
  expect(await server.running()).toBeNull();
  expect(await ask('soon', 0)).toEqual({ data: { sleep: 1 } });
});

test('a gateway tells a subgraph how much time is left of the operation', async () => {
  const told: unknown[] = [];
  const subgraph = createServer((request, response) => {
    told.push(request.headers['pedigraph-time-left']);
    response.setHeader('content-type', 'application/json').end('{"data":{}}');
  }).listen(0);
  const { port } = subgraph.address() as AddressInfo;
  const timeouts = { subgraph: 8_000 };
  const { execute, close } = createHttpTransport({ name: 'any', url: `http://127.0.0.1:${port}/graphql`, timeouts });
  const request = { document: parse('{ any }'), caller: ANONYMOUS, requestId: 'test' };
  await execute(request);
  await withinDeadline({ timeout: 5_000 }, (signal) => execute({ ...request, signal }));
  expect(told[0]).toBe('8000');
  expect(Number(told[1])).toBeGreaterThan(0);
  expect(Number(told[1])).toBeLessThanOrEqual(5_000);
  await close();
  subgraph.close();
});

test('who goes while a write commits finds it committed', async () => {
  await using server = await serveSleeper('in-process', PATIENT);
  const { database } = server.subgraph;
  const leaving = new AbortController();
  await database.until(leaving.signal).transact(ANONYMOUS, async ({ manager, record }) => {
    await manager.query('SELECT 1');
    record(slept('committed', {}));
    leaving.abort();
  });
  expect(await subjects(server)).toEqual(['committed']);
});

test('a request that has ended begins no statement more', async () => {
  await using server = await serveSleeper('in-process', PATIENT);
  const read = server.subgraph.database.until(AbortSignal.abort()).manager.query('SELECT 1');
  await expect(read).rejects.toMatchObject({ driverError: { extensions: { code: 'TIMEOUT' } } });
});
