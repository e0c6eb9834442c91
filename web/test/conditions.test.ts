import { expect, test } from 'vitest';
import { columnOf, columnsShown, metricOf, nameOf } from '../src/runs/columns';
import { readConditions } from '../src/runs/conditions';

test('conditions are read with their names and values, quoted where they have blanks', () => {
  const text =
    'metric.auc >= 0.8 and parameter."learning rate"=1e-3 AND tag.team != "a \\"b\\" and c" and run.name ilike %x%';
  expect(readConditions(text)).toEqual({
    conditions: [
      { subject: 'METRIC', key: 'auc', operator: 'GE', value: 0.8 },
      { subject: 'PARAMETER', key: 'learning rate', operator: 'EQ', value: 0.001 },
      { subject: 'TAG', key: 'team', operator: 'NE', value: 'a "b" and c' },
      { subject: 'ATTRIBUTE', key: 'name', operator: 'ILIKE', value: '%x%' },
    ],
  });
});

test('a number in quotes is a text, and NaN is left to the API', () => {
  expect(readConditions('parameter.seed = "42" and metric.loss = NaN')).toEqual({
    conditions: [
      { subject: 'PARAMETER', key: 'seed', operator: 'EQ', value: '42' },
      { subject: 'METRIC', key: 'loss', operator: 'EQ', value: 'NaN' },
    ],
  });
});

test('no condition is none, and what cannot be read is named by its place', () => {
  expect(readConditions('  ')).toEqual({ conditions: [] });
  for (const [text, column] of [
    ['auc > 1', 1],
    ['metric.auc', 1],
    ['metric.auc > 1 and color.x = 1', 20],
    ['metric.auc > 1 metric.loss < 1', 15],
    ['tag.fox = 🦊🦊 and color.x = 1', 18],
    ['tag.fox = 🦊🦊 metric.loss < 1', 13],
    ['constructor.x = 1', 1],
    ['__proto__.x = 1', 1],
  ] as const)
    expect([text, readConditions(text)]).toEqual([text, { fault: expect.any(String), column }]);
});

test('a column is a metric, a parameter or what a run is, and nothing that every object has', () => {
  expect(columnOf('metric.a.b')).toEqual({ subject: 'metric', label: 'a.b', name: 'metric.a.b' });
  for (const name of ['constructor.x', 'toString.x', 'metric', 'metric.', '.x'])
    expect([name, columnOf(name)]).toEqual([name, undefined]);
});

test('a key that the API would read otherwise stands in quotes, and is read again', () => {
  for (const [key, name] of [
    ['auc', 'metric.auc'],
    ['x.best', 'metric."x.best"'],
    ['"odd" \\', 'metric."\\"odd\\" \\\\"'],
    ['val loss', 'metric.val loss'],
  ] as const) {
    expect(nameOf('metric', key)).toBe(name);
    expect(metricOf(name)).toBe(key);
  }
  expect(nameOf('parameter', 'x.best')).toBe('parameter.x.best');
  expect(metricOf('metric.loss.min')).toBe('loss');
  expect(metricOf('parameter.depth')).toBeUndefined();
});

test('without chosen columns those are shown that most runs have, and what is in every row is no column', () => {
  const keys = (...names: string[]) => names.map((key) => ({ key, runCount: 1 }));
  const known = { metricKeys: keys('a', 'b', 'c', 'd', 'e'), parameterKeys: keys('p'), tagKeys: keys('t') };
  const names = (chosen: string[]) => columnsShown(chosen, known).map(({ name }) => name);
  expect(names([])).toEqual(['metric.a', 'metric.b', 'metric.c', 'metric.d', 'parameter.p']);
  expect(names(['tag.t', 'run.name', 'nothing', 'tag.t', 'run.durationSeconds'])).toEqual([
    'tag.t',
    'run.durationSeconds',
  ]);
});
