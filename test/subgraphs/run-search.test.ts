import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Condition, type Order, searchPlainly } from './plain-run-search.js';
import { KEYS, oneOf, openRunSearchWorld, type RunSearchWorld, STARTS, VALUES, WORDS } from './run-search-world.js';
import '../support/random-seed.js';

const SEARCH = `query ($filter: RunFilter!, $orderBy: [RunOrder!]! = [], $first: Int! = 1000, $after: String) {
  runs(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes { id } edges { cursor } totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`;

let searched: RunSearchWorld;
let world: RunSearchWorld['world'];
let runs: RunSearchWorld['runs'];
let experimentIds: RunSearchWorld['experimentIds'];
let ask: RunSearchWorld['ask'];
beforeAll(async () => {
  searched = await openRunSearchWorld();
  ({ world, runs, experimentIds, ask } = searched);
});
afterAll(() => searched[Symbol.asyncDispose]());

const metricCondition = fc
  .record({ key: oneOf(...KEYS) })
  .chain(({ key }) =>
    fc
      .oneof(
        fc.record({ operator: oneOf('EQ', 'NE', 'GT', 'GE', 'LT', 'LE'), value: oneOf(...VALUES) }),
        fc.record({ operator: oneOf('IN', 'NOT_IN'), value: fc.array(oneOf(...VALUES), { maxLength: 3 }) }),
        fc.record({ operator: oneOf('IS_NULL', 'IS_NOT_NULL') }),
      )
      .map((test): Condition => ({ subject: 'METRIC', key, ...test })),
  );
const NUMBERS = [0.1, 0.001, 9, 10, -1];
const PATTERNS = ['adam', 'ADAM', 'sgd_1', '%', 'a%', '_', '', '0.%', '\\', 'ä', '%\\'];
const wordTest = fc.oneof(
  fc.record({ operator: oneOf('EQ', 'NE'), value: oneOf<string | number>(...WORDS, ...NUMBERS) }),
  fc.record({ operator: oneOf('GT', 'GE', 'LT', 'LE'), value: oneOf(...NUMBERS) }),
  fc.record({ operator: oneOf('LIKE', 'ILIKE'), value: oneOf(...PATTERNS) }),
  fc.record({
    operator: oneOf('IN', 'NOT_IN'),
    value: fc.oneof(
      fc.array(oneOf(...WORDS), { maxLength: 3 }),
      fc.array(oneOf(...NUMBERS), { minLength: 1, maxLength: 3 }),
    ),
  }),
  fc.record({ operator: oneOf('IS_NULL', 'IS_NOT_NULL') }),
);
const wordCondition = fc
  .tuple(oneOf('PARAMETER', 'TAG'), oneOf(...KEYS), wordTest)
  .map(([subject, key, test]): Condition => ({ subject, key, ...test }));
const textTest = (...texts: readonly string[]) =>
  fc.oneof(
    fc.record({ operator: oneOf('EQ', 'NE', 'LIKE', 'ILIKE'), value: oneOf(...texts) }),
    fc.record({ operator: oneOf('IN', 'NOT_IN'), value: fc.array(oneOf(...texts), { maxLength: 2 }) }),
    fc.record({ operator: oneOf('IS_NULL', 'IS_NOT_NULL') }),
  );
const TEXTS = {
  name: ['night', 'NIGHT', 'day_1', 'n%'],
  status: ['RUNNING', 'FINISHED', 'FAILED', 'K%'],
  createdBy: ['anonymous', 'nobody'],
  externalId: ['one'],
  user: ['ada', 'ADA', 'B%'],
};
const MOMENTS = [...STARTS.map((moment) => moment.toISOString()), ...STARTS.map(Number), 0, 1e30, -1e30, '2026-01-02'];
const attributeCondition = fc.oneof(
  oneOf(...(Object.keys(TEXTS) as (keyof typeof TEXTS)[])).chain((key) =>
    textTest(...TEXTS[key]).map((test): Condition => ({ subject: 'ATTRIBUTE', key, ...test })),
  ),
  fc
    .tuple(
      oneOf('startedAt', 'endedAt'),
      fc.oneof(
        fc.record({ operator: oneOf('EQ', 'NE', 'GT', 'GE', 'LT', 'LE'), value: oneOf(...MOMENTS) }),
        fc.record({ operator: oneOf('IS_NULL', 'IS_NOT_NULL') }),
      ),
    )
    .map(([key, test]): Condition => ({ subject: 'ATTRIBUTE', key, ...test })),
);
const DATASETS = { name: ['acme/raw', 'acme/clean', 'acme/%'], role: ['TEST', 'TRAINING'], ref: ['acme/raw@1.0.0'] };
const datasetCondition = oneOf(...(Object.keys(DATASETS) as (keyof typeof DATASETS)[])).chain((key) =>
  textTest(...DATASETS[key]).map((test): Condition => ({ subject: 'DATASET', key, ...test })),
);
const anyOrder = fc.uniqueArray(
  fc
    .tuple(
      fc.oneof(
        fc.tuple(oneOf('METRIC', 'PARAMETER', 'TAG'), oneOf(...KEYS)),
        fc.tuple(
          fc.constant('ATTRIBUTE'),
          oneOf(
            ...['id', 'name', 'status', 'user', 'externalId', 'experiment', 'startedAt', 'endedAt', 'createdAt'],
            'durationSeconds',
          ),
        ),
      ),
      oneOf('ASC', 'DESC'),
    )
    .map(([[subject, key], direction]): Order => ({ subject, key, direction })),
  { maxLength: 3, selector: ({ subject, key }) => `${subject} ${key}` },
);

test('finds, orders and counts what a plain evaluation finds, in pages of any size', async () => {
  const conditions = fc.array(fc.oneof(metricCondition, wordCondition, attributeCondition, datasetCondition), {
    maxLength: 2,
  });
  const sizes = fc.oneof(fc.constant(1_000), fc.integer({ min: 3, max: 30 }));
  const found: number[] = [];
  await fc.assert(
    fc.asyncProperty(
      conditions,
      anyOrder,
      sizes,
      oneOf('ACTIVE', 'ARCHIVED', 'ALL'),
      async (conditions, orderBy, first, archived) => {
        const candidates = runs.filter(
          ({ isArchived }) => archived === 'ALL' || isArchived === (archived === 'ARCHIVED'),
        );
        const expected = searchPlainly(candidates, conditions, orderBy);
        const { ids, counted } = await pages({ filter: { conditions, archived }, orderBy, first });
        expect(ids).toEqual(expected);
        expect(counted).toEqual(ids.length === 0 ? [0] : counted.map(() => ids.length));
        found.push(ids.length);
      },
    ),
    { numRuns: 400 },
  );
  // Else the conditions would show little.
  expect(found.filter((count) => count > 0 && count < runs.length / 3).length).toBeGreaterThan(100);
});

describe('the filter', () => {
  test('takes experiments by id, and those of a namespace with all below it', async () => {
    const ids = (...names: string[]) => names.map((name) => experimentIds[name]!);
    const of = (...names: string[]) =>
      searchPlainly(
        runs.filter(({ experiment }) => names.includes(experiment)),
        [],
        [],
      );
    const search = async (filter: object) => (await pages({ filter: { archived: 'ALL', ...filter } })).ids;
    expect(await search({ experiments: ids('search/one') })).toEqual(of('search/one'));
    expect(await search({ experiments: ids('search/one', 'searched/four') })).toEqual(
      of('search/one', 'searched/four'),
    );
    expect(await search({ experiments: [] })).toEqual([]);
    expect(await search({ experiments: ['no id', '0190a0a0-0000-7000-8000-00000000dead'] })).toEqual([]);
    expect(await search({ namespace: 'search' })).toEqual(of('search/one', 'search/two', 'search/below/three'));
    expect(await search({ namespace: 'search/below' })).toEqual(of('search/below/three'));
    expect(await search({ namespace: 'search', experiments: ids('search/two', 'searched/four') })).toEqual(
      of('search/two'),
    );
  });

  test.each<[string, object, RegExp]>([
    [
      'a metric with a text',
      { subject: 'METRIC', key: 'a', operator: 'EQ', value: 'high' },
      /conditions\[0\]\.value must be a number/,
    ],
    [
      'a metric that is like something',
      { subject: 'METRIC', key: 'a', operator: 'LIKE', value: '1' },
      /operator must be one of EQ/,
    ],
    [
      'a parameter that is greater than a text',
      { subject: 'PARAMETER', key: 'a', operator: 'GT', value: 'b' },
      /must be a number/,
    ],
    ['a tag without a value', { subject: 'TAG', key: 'a', operator: 'EQ' }, /must be a text .* but nothing came/],
    ['a value where none belongs', { subject: 'TAG', key: 'a', operator: 'IS_NULL', value: 'b' }, /must be left out/],
    ['a list that is none', { subject: 'TAG', key: 'a', operator: 'IN', value: 'b' }, /must be a list/],
    [
      'an attribute that there is not',
      { subject: 'ATTRIBUTE', key: 'duration', operator: 'EQ', value: 1 },
      /must be one of id, name/,
    ],
    [
      'an attribute of every object',
      { subject: 'ATTRIBUTE', key: 'constructor', operator: 'EQ', value: 'a' },
      /must be one of id, name/,
    ],
    [
      'a moment that is none',
      { subject: 'ATTRIBUTE', key: 'startedAt', operator: 'GT', value: 'noon' },
      /must be a moment/,
    ],
    [
      'a dataset by what it does not have',
      { subject: 'DATASET', key: 'colour', operator: 'EQ', value: 'a' },
      /must be one of name/,
    ],
  ])('refuses %s', async (_, condition, message) => {
    const { errors } = await world.ask(SEARCH, { filter: { conditions: [condition] } });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(message),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

describe('the order', () => {
  test('is refused where it names something twice, or datasets', async () => {
    const twice = [
      { subject: 'TAG', key: 'a' },
      { subject: 'TAG', key: 'a', direction: 'DESC' },
    ];
    for (const orderBy of [twice, [{ subject: 'DATASET', key: 'name' }]]) {
      const { errors } = await world.ask(SEARCH, { filter: {}, orderBy });
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    }
  });

  test('has cursors of its own: those of another order, made-up ones and changed ones are refused', async () => {
    const orderBy = [{ subject: 'METRIC', key: 'a', direction: 'DESC' }];
    const { runs: page } = await ask<Answered>(SEARCH, { filter: {}, orderBy, first: 1 });
    const after = page.pageInfo.endCursor!;
    const changed = (from: string, to: string) => {
      const text = Buffer.from(after, 'base64url').toString();
      expect(text).toContain(from);
      return Buffer.from(text.replace(from, to)).toString('base64url');
    };
    const wrong = [
      { after, orderBy: [] },
      { after, orderBy: [{ subject: 'METRIC', key: 'b', direction: 'DESC' }] },
      ...['made up', '', changed('[[0,"Infinity', '[[0,"NaN'), changed('[[0,', '[[-1,'), changed('"o1"', '"k1"')].map(
        (after) => ({
          after,
          orderBy,
        }),
      ),
    ];
    for (const variables of wrong) {
      const { errors } = await world.ask(SEARCH, { filter: {}, first: 1, ...variables });
      expect(errors?.[0], variables.after).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    }
  });
});

interface Answered {
  readonly runs: {
    readonly nodes: readonly { readonly id: string }[];
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** All pages of a search, one behind the other. */
async function pages(variables: object): Promise<{ ids: string[]; counted: number[] }> {
  const ids: string[] = [];
  const counted: number[] = [];
  for (let after: string | null = null; ; ) {
    const { runs: page }: Answered = await ask<Answered>(SEARCH, { ...variables, after });
    ids.push(...page.nodes.map(({ id }) => id));
    counted.push(page.totalCount);
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) return { ids, counted };
  }
}
