import { expect, test } from 'vitest';
import { createRestartPause } from '#process/distributed/restart-pause.js';

test('a process that does not become ready is started later each time, and one that ran well at once', () => {
  const pauseAfter = createRestartPause();
  const failing = [undefined, undefined, 0, 999, undefined, undefined, undefined, undefined].map(pauseAfter);
  expect(failing).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  expect([1_000, 60_000, 5_000].map(pauseAfter)).toEqual([0, 0, 0]);
  expect(pauseAfter(undefined)).toBe(250);
});
