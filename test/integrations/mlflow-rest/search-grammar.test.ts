import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Condition, Operator } from '#integrations/mlflow/rest/search/condition.js';
import type { Dialect } from '#integrations/mlflow/rest/search/dialect.js';
import { EXPERIMENTS } from '#integrations/mlflow/rest/search/experiment-dialect.js';
import { LOGGED_MODELS } from '#integrations/mlflow/rest/search/logged-model-dialect.js';
import { cursorOf, pageToken } from '#integrations/mlflow/rest/search/page-token.js';
import { parseFilter } from '#integrations/mlflow/rest/search/parse-filter.js';
import { parseOrder } from '#integrations/mlflow/rest/search/parse-order.js';
import { RUNS } from '#integrations/mlflow/rest/search/run-dialect.js';
import { MlflowError } from '#integrations/mlflow/rest/wire/mlflow-error.js';

const condition = (subject: Condition['subject'], key: string, operator: Operator, value: Condition['value']) => ({
  subject,
  key,
  operator,
  value,
});

test('a filter of runs is read with MLflow’s names, quotes and operators', () => {
  for (const [filter, ...conditions] of [
    ['', ...[]],
    ['  ', ...[]],
    ['metrics.acc > 0.05', condition('METRIC', 'acc', 'GT', 0.05)],
    ['metric.acc<=-1e-3', condition('METRIC', 'acc', 'LE', -0.001)],
    ['metrics.`val acc/1` != .5', condition('METRIC', 'val acc/1', 'NE', 0.5)],
    ['metrics."a.b" = 1', condition('METRIC', 'a.b', 'EQ', 1)],
    ["params.lr = '0.1'", condition('PARAMETER', 'lr', 'EQ', '0.1')],
    ['param.lr != "it\'s"', condition('PARAMETER', 'lr', 'NE', "it's")],
    ["parameters.model.name LIKE '%Net%'", condition('PARAMETER', 'model.name', 'LIKE', '%Net%')],
    ["tags.`mlflow.user` ilike 'ANN'", condition('TAG', 'mlflow.user', 'ILIKE', 'ANN')],
    ["tag.and = 'or'", condition('TAG', 'and', 'EQ', 'or')],
    ["tags.日本 = '語'", condition('TAG', '日本', 'EQ', '語')],
    ['tags.x IS NULL', condition('TAG', 'x', 'IS_NULL', null)],
    ['params.x is not null', condition('PARAMETER', 'x', 'IS_NOT_NULL', null)],
    ["status = 'FINISHED'", condition('ATTRIBUTE', 'status', 'EQ', 'FINISHED')],
    ["attributes.`Run name` = 'r'", condition('ATTRIBUTE', 'run_name', 'EQ', 'r')],
    ['attr.created > 1664067852747', condition('ATTRIBUTE', 'start_time', 'GT', 1_664_067_852_747)],
    ['run_id IN (\'a\', "b")', condition('ATTRIBUTE', 'run_id', 'IN', ['a', 'b'])],
    ["attribute.run_id not in ('a')", condition('ATTRIBUTE', 'run_id', 'NOT_IN', ['a'])],
    ["datasets.name in ('a',)", condition('DATASET', 'name', 'IN', ['a'])],
    ["dataset.context = 'train'", condition('DATASET', 'context', 'EQ', 'train')],
    [
      "metrics.a > 1 AND params.b = ' and ' and tags.c is null",
      condition('METRIC', 'a', 'GT', 1),
      condition('PARAMETER', 'b', 'EQ', ' and '),
      condition('TAG', 'c', 'IS_NULL', null),
    ],
  ] as [string, ...Condition[]][]) {
    expect([filter, parseFilter(filter, RUNS)]).toEqual([filter, conditions]);
  }
  expect(parseFilter(undefined, RUNS)).toEqual([]);
});

/** What a filter is refused with; null where it is not. */
const refusalOf = (filter: string, dialect: Dialect): string | null => {
  try {
    parseFilter(filter, dialect);
    return null;
  } catch (error) {
    if (error instanceof MlflowError && error.code === 'INVALID_PARAMETER_VALUE') return error.message;
    throw error;
  }
};

test('what MLflow’s server refuses is refused, with its reason', () => {
  for (const [filter, reason] of [
    ["metrics.acc = 'x'", 'Expected numeric value type for metric'],
    ['metrics.acc = nan', 'Expected numeric value type for metric'],
    ['params.lr = 0.1', 'Expected a quoted string value for parameter'],
    ['params.lr = LR', 'Expected a quoted string value for parameter'],
    ["params.lr > '1'", "Invalid comparator '>'"],
    ["metrics.acc LIKE '1'", "Invalid comparator 'LIKE'"],
    ['metrics.acc == 1', "Invalid comparator '=='"],
    ['metrics.acc', 'Expected 3 tokens found 1'],
    ['metrics.acc >', 'Expected 3 tokens found 2'],
    ['acc > 1', "Invalid attribute key 'acc'"],
    ["attribute.constructor = 'x'", "Invalid attribute key 'constructor'"],
    ["toString.x = '1'", "Invalid entity type 'toString'"],
    ["model.x = '1'", "Invalid entity type 'model'"],
    ["dataset.source = 'x'", "Invalid dataset key 'source'"],
    ['metrics.a > 1 or metrics.b > 2', 'Invalid clause(s) in filter string'],
    ['metrics.a > 1;', 'Invalid clause(s) in filter string'],
    ['metrics.a > 1 metrics.b > 2', 'Invalid clause(s) in filter string'],
    ['(metrics.a > 1)', "Expected 'Identifier'"],
    ['metrics.a > 1 and', "Expected 'Identifier'"],
    ["tags.a-b = 'x'", 'Invalid'],
    ["params.x = 'open", 'Invalid'],
    ['run_id IN ()', 'ill-formed list'],
    ["run_id IN ('a'", 'ill-formed list'],
    ["run_id IN ('a', 1)", 'ill-formed list'],
    ["run_id IN 'a'", 'ill-formed list'],
    ["status IN ('FINISHED')", "Only ['run_id'] attributes"],
    ['start_time IS NULL', "Invalid comparator 'IS NULL'"],
    ["start_time > '1'", 'Expected numeric value type for numeric attribute: start_time'],
    ['metrics.a > 1e999', 'Expected numeric value type'],
    [`tags.a = '${'x'.repeat(100_000)}'`, 'more than 100000 characters'],
  ] as const) {
    expect([filter.slice(0, 100), refusalOf(filter, RUNS)]).toEqual([
      filter.slice(0, 100),
      expect.stringContaining(reason),
    ]);
  }
});

test('experiments and logged models have words and attributes of their own', () => {
  expect(parseFilter("name LIKE 'a%' AND tags.team = 'risk' AND creation_time >= 5", EXPERIMENTS)).toEqual([
    condition('ATTRIBUTE', 'name', 'LIKE', 'a%'),
    condition('TAG', 'team', 'EQ', 'risk'),
    condition('ATTRIBUTE', 'creation_time', 'GE', 5),
  ]);
  expect(refusalOf('metrics.a > 1', EXPERIMENTS)).toContain("Invalid entity type 'metrics'");
  expect(parseFilter("attributes.name = 'm' and creation_time > 5 and metrics.a > 1", LOGGED_MODELS)).toEqual([
    condition('ATTRIBUTE', 'name', 'EQ', 'm'),
    condition('ATTRIBUTE', 'creation_timestamp', 'GT', 5),
    condition('METRIC', 'a', 'GT', 1),
  ]);
});

test('an order is read with its direction', () => {
  expect(parseOrder(['metrics.`a b` DESC', 'start_time', 'tags.kind asc', 'Created desc'], RUNS)).toEqual([
    { subject: 'METRIC', key: 'a b', direction: 'DESC' },
    { subject: 'ATTRIBUTE', key: 'start_time', direction: 'ASC' },
    { subject: 'TAG', key: 'kind', direction: 'ASC' },
    { subject: 'ATTRIBUTE', key: 'start_time', direction: 'DESC' },
  ]);
  for (const clause of ['', 'metrics.a up', 'metrics.a desc asc', 'nothing', 'dataset.name', 'metrics.', '1'])
    expect(() => parseOrder([clause], RUNS), clause).toThrow(MlflowError);
});

const name = fc.string({ minLength: 1, unit: 'binary' }).filter((text) => !/[`]/.test(text));
const bare = fc.stringMatching(/^[a-zA-Z_][\w]{0,10}(\.[a-zA-Z_]\w{0,5})?$/);
const text = fc.string({ unit: 'binary' }).filter((value) => !/["\\]/.test(value));
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const key = fc.oneof(
  bare.map((written) => ({ key: written, written })),
  name.map((given) => ({ key: given, written: `\`${given}\`` })),
);
const SIGNS = { EQ: '=', NE: '!=', GT: '>', GE: '>=', LT: '<', LE: '<=' } as const;
const comparison = fc.oneof(
  fc.tuple(key, fc.constantFrom('EQ', 'NE', 'GT', 'GE', 'LT', 'LE'), number).map(([of, operator, value]) => ({
    written: `metrics.${of.written} ${SIGNS[operator]} ${value}`,
    condition: condition('METRIC', of.key, operator, value),
  })),
  fc.tuple(key, fc.constantFrom('LIKE', 'ILIKE'), text).map(([of, operator, value]) => ({
    written: `tags.${of.written} ${operator} "${value}"`,
    condition: condition('TAG', of.key, operator as Operator, value),
  })),
  fc.tuple(key, fc.constantFrom('EQ', 'NE'), text).map(([of, operator, value]) => ({
    written: `params.${of.written}${SIGNS[operator]}"${value}"`,
    condition: condition('PARAMETER', of.key, operator, value),
  })),
  fc.array(text, { minLength: 1, maxLength: 4 }).map((values) => ({
    written: `run_id NOT  IN (${values.map((value) => `"${value}"`).join(',')})`,
    condition: condition('ATTRIBUTE', 'run_id', 'NOT_IN', values),
  })),
  key.map((of) => ({
    written: `tags.${of.written} is Not null`,
    condition: condition('TAG', of.key, 'IS_NOT_NULL', null),
  })),
);

test('whatever conditions are written, they are read as they were meant', () => {
  fc.assert(
    fc.property(fc.array(comparison, { maxLength: 5 }), (comparisons) => {
      const filter = comparisons.map(({ written }) => written).join('\n and ');
      expect(parseFilter(filter, RUNS)).toEqual(comparisons.map((one) => one.condition));
    }),
    { numRuns: 2_000 },
  );
});

test('whatever text comes, it is read or refused', () => {
  const parts = fc.constantFrom(
    ...[
      'metrics.',
      'a',
      '`',
      "'",
      '"',
      '.',
      '=',
      '>=',
      ' ',
      'AND',
      'not',
      'IN',
      '(',
      ')',
      ',',
      '1',
      '-',
      '\\',
      'IS',
      'null',
    ],
  );
  const soup = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(parts, { maxLength: 30 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(soup, (filter) => {
      for (const dialect of [RUNS, EXPERIMENTS, LOGGED_MODELS]) refusalOf(filter, dialect);
      try {
        parseOrder([filter], RUNS);
      } catch (error) {
        expect(error).toBeInstanceOf(MlflowError);
      }
    }),
    { numRuns: 5_000 },
  );
});

test('a page’s token brings back its cursor, and any other text is refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (cursor) => {
      expect(cursorOf(pageToken(cursor))).toBe(cursor);
    }),
  );
  expect([pageToken(null), pageToken(undefined), cursorOf(undefined), cursorOf('')]).toEqual(Array(4).fill(undefined));
  for (const token of [
    '!',
    'bm90IGpzb24=',
    Buffer.from('{"offset": 5}').toString('base64'),
    Buffer.from('null').toString('base64'),
  ])
    expect(() => cursorOf(token), token).toThrow(MlflowError);
});
