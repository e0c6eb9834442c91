import { expect, test } from 'vitest';
import { createCircuitBreaker } from '#platform/federation/circuit-breaker.js';

function breakerAt(clock: { time: number }) {
  return createCircuitBreaker({ threshold: 2, pause: 10, now: () => clock.time });
}

test('it opens after failures in a row, not after as many among successes', () => {
  const breaker = breakerAt({ time: 0 });
  breaker.failed();
  breaker.succeeded();
  breaker.failed();
  expect(breaker.admits()).toBe(true);
  breaker.failed();
  expect(breaker.admits()).toBe(false);
});

test('half-open it lets one through, whose outcome decides', () => {
  const clock = { time: 0 };
  const breaker = breakerAt(clock);
  breaker.failed();
  breaker.failed();
  clock.time = 10;
  expect([breaker.admits(), breaker.admits()]).toEqual([true, false]);
  breaker.failed();
  expect(breaker.admits()).toBe(false);
  clock.time = 20;
  expect(breaker.admits()).toBe(true);
  breaker.succeeded();
  expect([breaker.admits(), breaker.admits()]).toEqual([true, true]);
});

test('an attempt that was given up makes room for another', () => {
  const clock = { time: 0 };
  const breaker = breakerAt(clock);
  breaker.failed();
  breaker.failed();
  clock.time = 10;
  expect(breaker.admits()).toBe(true);
  breaker.abandoned();
  expect(breaker.admits()).toBe(true);
});
