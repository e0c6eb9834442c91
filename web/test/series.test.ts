import { expect, test } from 'vitest';
import { joinSeries, type Series } from '../src/curves/series';

const at = (step: number, value: number | string) => ({
  step,
  value,
  timestamp: new Date(step * 2_000).toISOString(),
});
const series = (...points: Series['points']): Series => ({ label: 'a', points });
const STEP = { x: 'step', isLog: false, isLogX: false, smoothing: 0 } as const;

test('series stand on one axis, and where one has no point its line goes on: that is no gap', () => {
  const joined = joinSeries([series(at(0, 1), at(2, 3)), series(at(1, 5))], STEP);
  expect(joined).toEqual({
    x: [0, 1, 2],
    values: [
      [1, undefined, 3],
      [undefined, 5, undefined],
    ],
    gaps: 0,
  });
});

test('NaN and the infinities are gaps that are counted, and so is what has no logarithm', () => {
  const one = series(at(0, 1), at(1, 'NaN'), at(2, 'Infinity'), at(3, 0), at(4, -1));
  expect(joinSeries([one], STEP)).toMatchObject({ values: [[1, null, null, 0, -1]], gaps: 2 });
  expect(joinSeries([one], { ...STEP, isLog: true })).toMatchObject({ values: [[1, null, null, null, null]], gaps: 4 });
});

test('smoothing goes on behind a gap, and time is counted from the first point', () => {
  const one = series(at(3, 0), at(4, 'NaN'), at(5, 4));
  expect(joinSeries([one], { ...STEP, x: 'time', smoothing: 0.5 })).toEqual({
    x: [0, 2, 4],
    values: [[0, null, 2]],
    gaps: 1,
  });
});

test('over the clock a point stands at its moment, and on a logarithmic axis what is not above 0 has no place', () => {
  const one = series(at(0, 1), at(1, 2), at(3, 4));
  expect(joinSeries([one], { ...STEP, x: 'clock' })).toMatchObject({ x: [0, 2, 6] });
  expect(joinSeries([one], { ...STEP, isLogX: true })).toEqual({ x: [1, 3], values: [[2, 4]], gaps: 1 });
});
