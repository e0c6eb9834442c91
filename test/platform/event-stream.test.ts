import { setTimeout as pause } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';
import { expect, test } from 'vitest';
import { asEventStream } from '#platform/server/event-stream.js';

async function* countTo(last: number, taken: number[]): AsyncGenerator<ExecutionResult, void> {
  for (let number = 1; number <= last; number++) {
    taken.push(number);
    yield { data: { number } };
  }
}

test('an answer is asked for when the one before has been taken', async () => {
  const taken: number[] = [];
  const events = asEventStream(countTo(1_000, taken));
  expect((await events.next()).value).toBe(':\n\n');
  expect((await events.next()).value).toBe('event: next\ndata: {"data":{"number":1}}\n\n');
  await pause(20);
  expect(taken).toEqual([1]);
  await events.return();
});

test('the last answer is followed by the word that it was the last', async () => {
  const events: string[] = [];
  for await (const event of asEventStream(countTo(1, []))) events.push(event);
  expect(events.slice(1)).toEqual(['event: next\ndata: {"data":{"number":1}}\n\n', 'event: complete\ndata:\n\n']);
});

test('while nothing happens there are signs of life, and nothing is lost by them', async () => {
  async function* slow(): AsyncGenerator<ExecutionResult, void> {
    await pause(100);
    yield { data: { late: true } };
  }
  const events: string[] = [];
  for await (const event of asEventStream(slow(), 10)) events.push(event);
  expect(events.filter((event) => event === ':\n\n').length).toBeGreaterThan(2);
  expect(events.at(-2)).toBe('event: next\ndata: {"data":{"late":true}}\n\n');
});
