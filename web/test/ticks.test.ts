import { expect, test } from 'vitest';
import { drawCurves, sheetSize } from '../src/curves/draw-curves';
import { joinSeries } from '../src/curves/series';
import { logTicks, ticks } from '../src/curves/ticks';
import type { Sheet } from '../src/export/sheet';

test('an axis is marked with round numbers, a logarithmic one with powers of ten', () => {
  expect(ticks(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(ticks(3, 3, 5)).toEqual([3]);
  expect(logTicks(0.5, 200)).toEqual([1, 10, 100]);
  expect(logTicks(2, 3)).toEqual(ticks(2, 3, 5));
});

test.each([
  [-5e-324, 5e-324],
  [-Number.MAX_VALUE, Number.MAX_VALUE],
  [0, 5e-324],
  [1, 1 + Number.EPSILON],
])('doubles that lie as near or as far as they can, %d and %d, have few marks, between them', (low, high) => {
  const marks = ticks(low, high, 6);
  expect(marks.length).toBeGreaterThan(0);
  expect(marks.length).toBeLessThan(20);
  for (const mark of marks) expect([mark, mark >= low && mark <= high]).toEqual([mark, true]);
});

test.each([
  ['values', { isLog: true, isLogX: false }, [-1, -2]],
  ['steps', { isLog: false, isLogX: true }, [1]],
])('a chart whose %s have no logarithm is saved all the same, with no line', (_, axes, values) => {
  const look = { x: 'step', smoothing: 0, ...axes } as const;
  const points = values.map((value, at) => ({ step: -at, timestamp: '2026-01-01T00:00:00Z', value }));
  const drawn: number[] = [];
  const note = (...given: number[]) => drawn.push(...given);
  const sheet: Sheet = {
    box: (x, y, width, height) => note(x, y, width, height),
    line: (places) => note(...places.flat()),
    text: (x, y) => note(x, y),
  };
  const colours = { surface: '#fff', line: '#ccc', text: '#000', muted: '#666' };
  const curves = {
    ...{ title: 'loss', labels: ['a'], joined: joinSeries([{ label: 'a', points }], look) },
    ...{ look, isDark: false, colours },
  };
  drawCurves(sheet, curves);
  expect(drawn.length).toBeGreaterThan(0);
  const { width, height } = sheetSize(curves);
  for (const place of drawn) expect([place, place >= 0 && place <= Math.max(width, height)]).toEqual([place, true]);
});
