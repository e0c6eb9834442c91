import { expect, test } from 'vitest';
import { createExecutionQueue, type ExecutionQueueOptions } from '#platform/server/load-shedding/execution-queue.js';

/** A queue on a clock of its own, and what became of each operation, by its name. */
function queueOf(options: Partial<ExecutionQueueOptions> = {}) {
  const load = { now: 0, utilization: 1 };
  let look: (() => void) | undefined;
  const queue = createExecutionQueue({
    executing: 2,
    executingMost: 2,
    waiting: 10,
    patienceMs: 1_000,
    now: () => load.now,
    utilization: () => load.utilization,
    every(work) {
      look = work;
      return () => {
        look = undefined;
      };
    },
    ...options,
  });
  const begun: string[] = [];
  const refused: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    queue,
    load,
    begun,
    refused,
    isWatching: () => look !== undefined,
    look: () => look?.(),
    come(name: string, caller = 'ann', gone?: AbortSignal) {
      const work = () => {
        begun.push(name);
        return new Promise<void>((end) => ends.set(name, end));
      };
      queue.run(caller, gone, work).catch((error) => {
        expect(error.extensions).toMatchObject({ code: 'OVERLOADED', retryAfter: 1, http: { status: 503 } });
        refused.push(name);
      });
    },
    async end(name: string) {
      ends.get(name)?.();
      await turns();
    },
  };
}

/** All that follows of what was settled has happened. */
const turns = () => new Promise((resolve) => setImmediate(resolve));

test('as many as may be are executed at once, and who waits comes when one of them has ended', async () => {
  const { begun, come, end, isWatching } = queueOf();
  for (const name of ['a', 'b', 'c', 'd']) come(name);
  await turns();
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'c']);
  expect(isWatching()).toBe(true);
  await end('a');
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  expect(isWatching()).toBe(false);
});

test('an operation that fails makes room as one that answers', async () => {
  const { queue } = queueOf({ executing: 1, executingMost: 1 });
  const failing = () => Promise.reject(new Error('It failed.'));
  await expect(queue.run('ann', undefined, failing)).rejects.toThrow('It failed.');
  await expect(queue.run('ann', undefined, async () => 'next')).resolves.toBe('next');
});

/**
 * Looks so often, half a second apart, where so many end before each and as many come; how many are executed at once
 * after each look.
 */
function follow({ load, begun, end, look, come }: ReturnType<typeof queueOf>) {
  let ended = 0;
  return async (looks: number, endedOf: (atOnce: number) => number): Promise<readonly number[]> => {
    const atOnce: number[] = [];
    for (let time = 0; time < looks; time++) {
      for (let count = endedOf(begun.length - ended); count > 0; count--) {
        come(`as ${ended} ended`);
        await end(begun[ended++]!);
      }
      load.now += 500;
      look();
      await turns();
      atOnce.push(begun.length - ended);
    }
    return atOnce;
  };
}

const PATIENT = { executing: 4, executingMost: 12, waiting: 100, patienceMs: 1_000_000 };

test('more are executed at once while they leave the event loop idle, and fewer again once they do not', async () => {
  const queue = queueOf(PATIENT);
  const over = follow(queue);
  for (let number = 0; number < 40; number++) queue.come(String(number));
  queue.load.utilization = 0.2;
  // Each takes as long however many there are.
  expect(await over(4, (atOnce) => atOnce)).toEqual([6, 9, 12, 12]);
  queue.load.utilization = 1;
  expect(await over(4, (atOnce) => atOnce)).toEqual([12, 8, 5, 4]);
});

test('where none ends, for each waits for something else, more are executed at once, too', async () => {
  const queue = queueOf(PATIENT);
  const over = follow(queue);
  for (let number = 0; number < 40; number++) queue.come(String(number));
  queue.load.utilization = 0;
  expect(await over(4, () => 0)).toEqual([6, 9, 12, 12]);
});

test('no more are executed at once than add to what is answered, beside an idle event loop as well', async () => {
  const queue = queueOf(PATIENT);
  const over = follow(queue);
  for (let number = 0; number < 40; number++) queue.come(String(number));
  queue.load.utilization = 0.2;
  // As many end in a second however many there are: so each takes longer. It is tried again after a while.
  expect(await over(7, () => 3)).toEqual([6, 6, 4, 4, 4, 6, 6]);
});

test('a subgraph that has too much to do makes the gateway do less at once', async () => {
  const { queue, load, begun, come, end, look } = queueOf({
    executing: 1,
    executingMost: 8,
    waiting: 100,
    patienceMs: 1_000_000,
  });
  load.utilization = 0;
  for (let number = 0; number < 20; number++) come(String(number));
  for (let time = 0; time < 9; time++) {
    load.now += 500;
    look();
  }
  await turns();
  expect(begun).toHaveLength(8);
  for (let time = 0; time < 9; time++) {
    queue.pushBack();
    look();
  }
  for (let number = 0; number < 7; number++) await end(String(number));
  expect(begun).toHaveLength(8);
  await end('7');
  expect(begun).toHaveLength(9);
});

test('a burst may wait, and a queue that stands may be no longer than what is executed at once', async () => {
  const { load, begun, refused, come, end, look } = queueOf();
  for (let number = 0; number < 12; number++) come(`burst ${number}`);
  await turns();
  expect(refused).toEqual([]);
  load.now = 900;
  for (let number = 0; number < 5; number++) await end(`burst ${number}`);
  come('late');
  expect(begun).toHaveLength(7);
  // Somebody has been waiting for longer than a burst lasts.
  load.now = 1_001;
  look();
  await turns();
  expect(refused).toEqual(['burst 7', 'burst 8', 'burst 9', 'burst 10', 'burst 11']);
  come('next');
  come('one too many');
  await turns();
  expect(refused.at(-1)).toBe('one too many');
  await end('burst 5');
  await end('burst 6');
  expect(begun.slice(-2)).toEqual(['late', 'next']);
});

test('what a burst may bring is bounded too, and refused as it comes', async () => {
  const { refused, come } = queueOf();
  for (let number = 0; number < 15; number++) come(String(number));
  await turns();
  expect(refused).toEqual(['12', '13', '14']);
});

test('callers have turns: the next is one for whom least is executed', async () => {
  const { begun, come, end } = queueOf();
  for (const name of ['a1', 'a2', 'a3', 'a4']) come(name, 'ann');
  come('b1', 'ben');
  come('c1', 'cid');
  await turns();
  for (const name of ['a1', 'a2', 'b1', 'a3', 'c1']) await end(name);
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'c1', 'a4']);
});

test('where too many wait, the caller with most of them gives way, until each has its share', async () => {
  const { begun, refused, come, end } = queueOf({ waiting: 4 });
  for (const name of ['a1', 'a2', 'a3', 'a4', 'a5', 'a6']) come(name, 'ann');
  for (const name of ['b1', 'b2', 'b3']) come(name, 'ben');
  await turns();
  expect(refused).toEqual(['a3', 'a4', 'b3']);
  for (const name of ['a1', 'a2']) await end(name);
  expect(begun.slice(2)).toEqual(['b1', 'a5']);
});

test('who has left is not executed, and makes room', async () => {
  const { begun, refused, come, end, isWatching } = queueOf({ executing: 1, executingMost: 1 });
  const leaving = new AbortController();
  come('a');
  come('b', 'ben', leaving.signal);
  leaving.abort();
  await turns();
  expect(refused).toEqual(['b']);
  expect(isWatching()).toBe(false);
  await end('a');
  expect(begun).toEqual(['a']);
  come('c', 'ben', leaving.signal);
  await turns();
  expect(begun).toEqual(['a', 'c']);
});
