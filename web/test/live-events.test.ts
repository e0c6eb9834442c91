import { expect, test } from 'vitest';
import { isFollowed, setFollowed } from '../src/api/followed';
import { isMovable } from '../src/frame/movable';
import { eventsBehind, furthest, positionsOf } from '../src/live/live-event';

const event = (subgraph: string, position: number) => ({
  ...{ subgraph, position },
  ...{ typeName: 'AliasSet', subject: 'demo/churn@1.0.0', actor: 'ann' },
});

test('an event that was told is not told again, and positions go on by the furthest of each ledger', () => {
  const told = positionsOf([
    { subgraph: 'models', position: 7 },
    { subgraph: 'datasets', position: 2 },
  ]);
  expect(eventsBehind([event('models', 7), event('models', 8), event('access', 1)], told)).toEqual([
    event('models', 8),
    event('access', 1),
  ]);
  expect(furthest(told, { models: 5, access: 1 })).toEqual({ models: 7, datasets: 2, access: 1 });
});

test.each([
  ['/models/demo/churn@production', true],
  ['/compare?refs=demo/churn@1.0.0,demo/churn@latest', true],
  ['/models/demo/churn@1.0.0', false],
  ['/models/demo/churn@1.0.0-rc.1?asOf=2026-01-01T00%3A00%3A00.000Z', false],
  ['/lineage?of=demo/churn@sha256:00ff', false],
  ['/models/demo/churn', false],
])('whether %s names something that may move: %s', (address, movable) => {
  expect(isMovable(address)).toBe(movable);
});

test('an answer is followed that came since writes are reported, however often that is said again', () => {
  setFollowed(true, 10);
  setFollowed(true, 20);
  expect([5, 15, 25].map(isFollowed)).toEqual([false, true, true]);
  setFollowed(false, 30);
  expect(isFollowed(35)).toBe(false);
  setFollowed(true, 40);
  expect([35, 45].map(isFollowed)).toEqual([false, true]);
  setFollowed(false, 50);
});
