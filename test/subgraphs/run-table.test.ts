import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { columnName, parseColumn } from '#values/table-column.js';
import { asNumber, compareValues, type PlainRun, rankOf, readOf, type Value } from './plain-run-search.js';
import { KEYS, oneOf, openRunSearchWorld, type RunSearchWorld } from './run-search-world.js';
import '../support/random-seed.js';

const TABLE = `query ($filter: RunFilter! = {}, $columns: [String!]!, $orderBy: [RunTableOrder!]! = [], $first: Int! = 100, $after: String) {
  runTable(filter: $filter, columns: $columns, orderBy: $orderBy, first: $first, after: $after) {
    nodes { run { id } values } totalCount unknownColumns pageInfo { hasNextPage endCursor }
  }
}`;

let searched: RunSearchWorld;
beforeAll(async () => {
  searched = await openRunSearchWorld();
});
afterAll(() => searched[Symbol.asyncDispose]());

interface Table {
  readonly runTable: {
    readonly nodes: readonly { readonly run: { readonly id: string }; readonly values: Record<string, unknown> }[];
    readonly totalCount: number;
    readonly unknownColumns: readonly string[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}
type Row = Table['runTable']['nodes'][number];

/** The runs that the world began with. */
const begun = () => ({ experiments: Object.values(searched.experimentIds) });

/** All rows of a table, page by page. */
async function rowsOf(variables: object): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let after: string | null = null; ; ) {
    const { runTable: page }: Table = await searched.ask<Table>(TABLE, { ...variables, after });
    rows.push(...page.nodes);
    after = page.pageInfo.endCursor;
    if (page.pageInfo.hasNextPage) continue;
    expect(page.totalCount).toBe(rows.length);
    return rows;
  }
}

const ATTRIBUTES = [
  ...['id', 'name', 'externalId', 'status', 'user', 'createdBy', 'startedAt', 'endedAt', 'createdAt'],
  ...['durationSeconds', 'experiment'],
];
const ALL_COLUMNS = [
  ...KEYS.flatMap((key) => ['', '.last', '.min', '.max'].map((aspect) => `${columnName('metric', key)}${aspect}`)),
  ...KEYS.flatMap((key) => [columnName('parameter', key), columnName('tag', key)]),
  ...ATTRIBUTES.map((attribute) => `run.${attribute}`),
];

/** What a run has in a column, to compare with. */
function comparable(run: PlainRun, column: string): Value | null {
  const { subject, key, aspect } = parseColumn(column)!;
  if (subject !== 'metric') {
    return readOf(run, { parameter: 'PARAMETER', tag: 'TAG', run: 'ATTRIBUTE' }[subject], key);
  }
  if (aspect === 'min' || aspect === 'max') return run.extremes.get(key)?.[aspect] ?? null;
  return run.metrics.get(key) ?? null;
}

/** The same as it stands in an answer. */
function shown(run: PlainRun, column: string): unknown {
  const { subject, key } = parseColumn(column)!;
  if (subject === 'parameter') return run.values.get(key) ?? null;
  const value = comparable(run, column);
  if (key.endsWith('At')) return value === null ? null : new Date(value).toISOString();
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

interface Order {
  readonly column: string;
  readonly direction: string;
}

/** Parameters and tags that read as numbers before those that do not; else as the search of runs has it. */
function compare(a: PlainRun, b: PlainRun, { column, direction }: Order): number {
  const isWord = /^(?:parameter|tag)/.test(column);
  const [one, other] = [comparable(a, column), comparable(b, column)];
  const sign = direction === 'DESC' ? -1 : 1;
  if (isWord) {
    const [left, right] = [one, other].map((value) => (value === null ? null : asNumber(value)));
    if (left !== null && right !== null && left !== right) return sign * (left! < right! ? -1 : 1);
    if ((left === null) !== (right === null)) return left === null ? 1 : -1;
  }
  const byRank = rankOf(one) - rankOf(other);
  if (byRank !== 0 || rankOf(one) > 0) return byRank;
  return sign * compareValues(one!, other!);
}

test('a table has for every run what it has in each column, in any order, in pages of any size', async () => {
  const active = searched.runs.filter(({ isArchived }) => !isArchived);
  const orders = fc.uniqueArray(
    fc.record({
      column: oneOf(...ALL_COLUMNS.filter((name) => !name.endsWith('.last'))),
      direction: oneOf('ASC', 'DESC'),
    }),
    { maxLength: 3, selector: ({ column }) => column },
  );
  const columns = fc.subarray(ALL_COLUMNS, { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(columns, orders, fc.integer({ min: 5, max: 100 }), async (columns, orderBy, first) => {
      const isByStart = orderBy.some(({ column }) => column === 'run.startedAt');
      const last = [
        ...(isByStart ? [] : [{ column: 'run.startedAt', direction: 'DESC' }]),
        { column: 'run.id', direction: 'ASC' },
      ];
      const expected = [...active].sort((a, b) => {
        for (const order of [...orderBy, ...last]) {
          const difference = compare(a, b, order);
          if (difference !== 0) return difference;
        }
        return 0;
      });
      const rows = await rowsOf({ filter: begun(), columns, orderBy, first });
      expect(rows).toEqual(
        expected.map((run) => ({
          run: { id: run.id },
          values: Object.fromEntries(
            columns.map((column) => [column, column === 'run.createdAt' ? expect.any(String) : shown(run, column)]),
          ),
        })),
      );
    }),
    { numRuns: 80 },
  );
});

test('the best value of a metric is the highest or the lowest, by its name', async () => {
  const { run } = await searched
    .ask<{ registerRun: { run: { id: string } } }>(
      `mutation { registerRun(input: { experiment: "best/one", name: "one", metrics: [
       { key: "auc", value: 0.5, step: 0 }, { key: "auc", value: 0.9, step: 1 }, { key: "auc", value: 0.7, step: 2 },
       { key: "loss", value: 3, step: 0 }, { key: "loss", value: "NaN", step: 1 }, { key: "x.best", value: 1 }] }) { run { id } } }`,
      {},
    )
    .then(({ registerRun }) => registerRun);
  const columns = ['metric.auc.best', 'metric.loss.best', 'metric.loss', 'metric."x.best"', 'metric.auc.last'];
  const { runTable } = await searched.ask<Table>(TABLE, { filter: { namespace: 'best' }, columns });
  expect(runTable.nodes).toEqual([
    {
      run,
      values: {
        'metric.auc.best': 0.9,
        'metric.loss.best': 3,
        'metric.loss': 'NaN',
        'metric."x.best"': 1,
        'metric.auc.last': 0.7,
      },
    },
  ]);
});

test('columns that no run fills are named, on a page that is empty of them too', async () => {
  const columns = ['metric.a', 'metric.aa.min', 'parameter.b', 'parameter.bb', 'tag.none', 'run.externalId'];
  const { runTable } = await searched.ask<Table>(TABLE, { filter: begun(), columns, first: 1 });
  expect(runTable.unknownColumns).toEqual(['metric.aa.min', 'parameter.bb', 'tag.none']);
});

test.each([
  ['metric', 'must be a column such as'],
  ['metric.', 'must be a column such as'],
  ['colour.red', 'must be a column such as'],
  ['metric."x".worst', 'must be a column such as'],
  ['metric."x".y.min', 'must be a column such as'],
  ['tag."x".last', 'must be a column such as'],
  ['run.colour', 'must be one of id, name'],
  ['metric.x.best', 'does not show whether more is better'],
])('the column %s is refused, shown or ordered by', async (column, sentence) => {
  for (const variables of [{ columns: [column] }, { columns: [], orderBy: [{ column }] }]) {
    const { errors } = await searched.world.ask(TABLE, variables);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining(sentence),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
});

test('a column is refused by its place among those asked for, one that is named twice too', async () => {
  const { errors } = await searched.world.ask(TABLE, { columns: ['run.name', 'run.name', 'colour.red'] });
  expect(errors?.[0]?.message).toContain('columns[2] must be a column such as');
});

test('the keys of runs are counted as the runs have them', async () => {
  const active = searched.runs.filter(({ isArchived, experiment }) => !isArchived && experiment.startsWith('search/'));
  const counted = (keysOf: (run: PlainRun) => Iterable<string>) => {
    const counts = new Map<string, number>();
    for (const run of active) for (const key of keysOf(run)) counts.set(key, (counts.get(key) ?? 0) + 1);
    const keys = [...counts].map(([key, runCount]) => ({ key, runCount }));
    return keys.sort((a, b) => b.runCount - a.runCount || compareValues(a.key, b.key));
  };
  const { runKeys } = await searched.ask<{ runKeys: unknown }>(
    `{ runKeys(filter: { namespace: "search" }) {
         metricKeys { key runCount } parameterKeys { key runCount } tagKeys { key runCount } } }`,
    {},
  );
  expect(runKeys).toEqual({
    metricKeys: counted(({ metrics }) => metrics.keys()),
    parameterKeys: counted(({ values }) => values.keys()),
    tagKeys: counted(({ tags }) => tags.keys()),
  });
});

test('the name of a column is read as the key it was made of, whatever that is', () => {
  fc.assert(
    fc.property(
      oneOf('metric' as const, 'parameter' as const, 'tag' as const),
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.boolean(),
      (subject, text, isTricky) => {
        const key = isTricky ? `${text}.best` : text;
        expect(parseColumn(columnName(subject, key))).toEqual({ subject, key, aspect: 'last' });
      },
    ),
  );
});
