import { expect, test } from 'vitest';
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
  ] as const)
    expect([text, readConditions(text)]).toEqual([text, { fault: expect.any(String), column }]);
});
