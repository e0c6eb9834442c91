import { expect, test } from 'vitest';
import { cut, dayOf, plotAxis } from '../src/runs/plot-axis';

test('numbers stand between the lowest and the highest, also those that are texts; NaN, infinity and nothing have no place', () => {
  const { placeOf, ticks } = plotAxis([1, '3', 2, 'NaN', 'Infinity', null, undefined, 'adam', '']);
  expect([1, '3', 2, '1e0'].map(placeOf)).toEqual([0, 1, 0.5, 0]);
  expect(['NaN', 'Infinity', null, undefined, 'adam', ''].map(placeOf)).toEqual(Array(6).fill(undefined));
  expect(ticks.map(({ label }) => label)).toEqual(['1', '1.5', '2', '2.5', '3']);
});

test('one value stands in the middle, and the widest span of doubles has places, too', () => {
  expect(plotAxis([7, 7]).placeOf(7)).toBe(0.5);
  const { placeOf } = plotAxis([-Number.MAX_VALUE, Number.MAX_VALUE]);
  expect([-Number.MAX_VALUE, 0, Number.MAX_VALUE].map(placeOf)).toEqual([0, 0.5, 1]);
});

test('texts have a place each, in their order', () => {
  const { placeOf, ticks } = plotAxis(['sgd', 'adam', true, null, 'sgd']);
  expect(ticks.map(({ label }) => label)).toEqual(['adam', 'sgd', 'true']);
  expect(['adam', 'sgd', true, null].map(placeOf)).toEqual([0, 0.5, 1, undefined]);
});

test('moments are marked by their days, however near they are', () => {
  const moments = ['2026-11-01', '2026-11-03', '2026-11-09'].map((day) => Date.parse(day));
  const { ticks } = plotAxis(moments, dayOf);
  expect(ticks.map(({ label }) => label)).toEqual([
    ...['2026-11-01', '2026-11-03', '2026-11-05', '2026-11-07', '2026-11-09'],
  ]);
});

test('a label that is too long is cut between characters', () => {
  expect([cut('adam', 4), cut('adamax', 4), cut('ada🦊max', 5)]).toEqual(['adam', 'ada…', 'ada🦊…']);
});
