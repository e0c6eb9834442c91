import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { level } from './catalog-world.js';
import { rebuilt } from './rebuilt.js';
import { createSearchWorld, type SearchWorld } from './search-world.js';

let world: SearchWorld;
beforeAll(async () => {
  world = await createSearchWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const [CHURN1, CHURN2, SKETCH] = ['acme/churn@1.0.0', 'acme/churn@2.0.0', 'lab/sketch@1.0.0'];
const [RAW, CLEAN1, CLEAN2] = ['acme/raw@1.0.0', 'acme/clean@1.0.0', 'acme/clean@2.0.0'];
const [OLD, NEW] = ['acme/old@1.0.0', 'acme/new@1.0.0'];
const RUNS = ['broken', 'one', 'open', 'two'];
const EVERYTHING = [CLEAN1, CLEAN2, CHURN1, CHURN2, NEW, OLD, RAW, SKETCH, ...RUNS].sort();
const without = (...names: string[]) => EVERYTHING.filter((name) => !names.includes(name));

describe('what a query finds', () => {
  test.each<[string, readonly string[]]>([
    ['', EVERYTHING],
    // free text
    ['churn', [CHURN1, CHURN2]],
    ['CHURN größte', [CHURN1]],
    ['"gradient boosted"', [CHURN1]],
    ['gradient-boosted', [CHURN1]],
    ['"boosted gradient"', []],
    ['transf*', [CHURN2]],
    ['transactions bank', [RAW]],
    ['is_fraud', [CLEAN2]],
    ['registry.example.org/old', [OLD]],
    ['production', [CHURN2]],
    ['risk', [CHURN1, 'one']],
    ['detector not sketch', [CHURN1]],
    ['"!!!"', []],
    // names
    ['name:churn', [CHURN1, CHURN2]],
    ['name:acme/churn', [CHURN1, CHURN2]],
    ['name:c*', [CHURN1, CHURN2, CLEAN1, CLEAN2]],
    ['name:*/c*n', [CHURN1, CHURN2, CLEAN1, CLEAN2]],
    ['name:"c*"', []],
    ['name:one', ['one']],
    ['model:churn', [CHURN1, CHURN2]],
    ['model:clean', []],
    ['namespace:acme', without(SKETCH)],
    ['namespace:acme/team', RUNS],
    ['namespace:acm', []],
    ['namespace!=acme', [SKETCH]],
    ['kind:run', RUNS],
    ['kind in (dataset_version, "environment version")', [CLEAN1, CLEAN2, NEW, OLD, RAW].sort()],
    ['author:anonymous', EVERYTHING],
    ['author != anonymous', []],
    // facts
    ['status:approved', [CHURN1]],
    ['status:PRODUCTION', [CHURN2]],
    ['status in (finished, FAILED)', ['broken', 'one', 'two']],
    ['status:*', [CHURN1, CHURN2, SKETCH, ...RUNS].sort()],
    ['not status:archived', without(SKETCH)],
    ['status != archived kind:model_version', [CHURN1, CHURN2]],
    ['alias:production', [CHURN2]],
    ['alias:*', [CHURN1, CHURN2]],
    ['architecture:transformer', [CHURN2]],
    ['architecture:*trees', [CHURN1]],
    ['commit:1111111', ['one']],
    ['commit:AAAA', [CHURN1]],
    ['commit:*', [CHURN1, CHURN2, 'one']],
    ['created:2020..2021', []],
    ['created>=2020 created<9000', EVERYTHING],
    ['created:2020-02-29T00:00:00.000Z', []],
    // tags
    ['tag:stage', [CHURN1, CHURN2]],
    ['tag:stage=final', [CHURN1]],
    ['tag:stage!=final', [CHURN2]],
    ['tag:sta*', [CHURN1, CHURN2]],
    ['tag:team=ri*', [CHURN1, 'one']],
    ['tag:"odd=key"="100%_*"', [CHURN2]],
    ['tag:"odd=key"=100%_x', []],
    ['tag!=team kind:run', ['open', 'two']],
    // parameters
    ['parameter.learning_rate:0.1', [CHURN1, 'one']],
    ['parameter.learning_rate<0.05', [CHURN2, 'two']],
    ['parameter.learning_rate:0.01..0.1 kind:run', ['one', 'two']],
    ['parameter.optimizer:adam', [CHURN1, 'one']],
    ['parameter.optimizer!=adam', [CHURN2, 'two']],
    ['parameter.optimizer:*', [CHURN1, CHURN2, 'one', 'two']],
    ['parameter."batch size">=32', [CHURN1, 'one']],
    ['parameter.deep:true', [CHURN1, 'one']],
    ['parameter.text:0.5', [CHURN1, 'one']],
    // metrics
    ['metric.auc > 0.91', [CHURN2, 'open', 'two']],
    ['metric.auc >= 0.91', [CHURN1, CHURN2, 'one', 'open', 'two']],
    ['metric.auc:..0.92', [CHURN1, 'one']],
    ['metric.auc in (0.91, 1)', [CHURN1, 'one']],
    ['metric.auc != 0.91', [CHURN2, 'open', 'two']],
    ['metric.auc.best > 0.96', [CHURN1, 'one', 'open']],
    ['metric.auc.max:0.97', [CHURN1, 'one']],
    ['metric.auc.min < 0.55', [CHURN1, 'one']],
    ['metric.loss.best < 0.25', [CHURN1, 'one']],
    ['metric.loss > 0', [CHURN1, 'one']],
    ['metric.loss:*', [CHURN1, CHURN2, 'one', 'two']],
    ['metric."val loss" <= 0.4', [CHURN1, 'one']],
    ['metric.none > 0', []],
    // what it was made from
    ['dataset:clean', [CHURN1, CHURN2, CLEAN1, CLEAN2, 'one', 'two']],
    ['dataset:acme/clean@2.0.0', [CHURN2, CLEAN2, 'two']],
    ['dataset:raw', [CLEAN1, RAW]],
    ['experiment:acme/team/baseline', [CHURN1, CHURN2, ...RUNS]],
    ['experiment:baseline kind:model_version', [CHURN1, CHURN2]],
    ['downstreamOf:acme/raw@1.0.0', [CHURN1, CLEAN1, 'one']],
    ['downstreamOf in (acme/raw@1.0.0, acme/clean@2.0.0) kind:run', ['one', 'two']],
    ['upstreamOf:acme/churn@1.0.0', [CLEAN1, OLD, RAW, 'one'].sort()],
    ['not downstreamOf:acme/raw@1.0.0', without(CHURN1, CLEAN1, 'one')],
    // packages
    ['package:numpy', [CHURN1, CHURN2, NEW, OLD, 'one', 'two']],
    ['package:numpy<2', [CHURN1, OLD, 'one']],
    ['package:numpy>=1.26,<2.2', [CHURN1, CHURN2, NEW, OLD, 'one', 'two']],
    ['package:numpy==1.26.*', [CHURN1, OLD, 'one']],
    ['package:numpy!=1.26.4', [CHURN2, NEW, 'two']],
    ['package:scikit.learn>1.9', [CHURN2, NEW, 'two']],
    ['package:SCIKIT-LEARN<1.10', [CHURN1, OLD, 'one']],
    ['package:torch=2.1', [CHURN1, OLD, 'one']],
    ['package:torch<=2.1.0', [CHURN1, OLD, 'one']],
    ['package:torch>2.1.0', []],
    ['package:torch=2.1.0+cu118', [CHURN1, OLD, 'one']],
    ['package:torch=2.1.0+cu121', []],
    ['package:black', [CHURN2, NEW, 'two']],
    ['package:black>0', []],
    ['package in (black, torch) kind:environment_version', [NEW, OLD]],
    // all together
    [
      'namespace:acme (architecture:transformer or metric.auc < 0.92) and not status:archived kind:model_version',
      [CHURN1, CHURN2],
    ],
    ['not (kind:run or kind:model_version)', [CLEAN1, CLEAN2, NEW, OLD, RAW].sort()],
    [`name:"'); DROP TABLE search_document; --" or '; or $99 or author:'x'`, []],
  ])('%s', async (query, names) => {
    expect(await world.find(query)).toEqual([...names].sort());
  });

  test('a digest is found by its beginning, with its prefix or without', async () => {
    const digest = world.digests.get(CHURN1) ?? '';
    expect(await world.find(`digest:${digest}`)).toEqual([CHURN1]);
    expect(await world.find(`digest:${digest.slice(7, 27)}`)).toEqual([CHURN1]);
  });

  test('a kind that is not asked for is not found, and a node of the lineage is named by id too', async () => {
    expect(await world.find('', ['RUN'])).toEqual(RUNS);
    expect(await world.find(`downstreamOf:${world.runs.get('two')}`, ['MODEL_VERSION', 'RUN'])).toEqual([CHURN2]);
    expect(await world.find('', [])).toEqual([]);
  });
});

describe('the order of results, and their pages', () => {
  const orders = [
    { by: 'CREATED', direction: 'DESC' },
    { by: 'CREATED', direction: 'ASC' },
    { by: 'RELEVANCE', direction: 'DESC' },
    { by: 'METRIC', metric: 'auc', direction: 'DESC' },
    { by: 'METRIC', metric: 'auc', direction: 'ASC' },
  ];
  test.each(orders.flatMap((orderBy) => ['', 'acme OR detector'].map((query) => ({ orderBy, query }))))(
    'pages of two, one behind the other, are the whole: %j',
    async ({ orderBy, query }) => {
      const whole = await world.search({ query, orderBy });
      const names: string[] = [];
      let after: string | null = null;
      do {
        const page = await world.search({ query, orderBy, first: 2, after });
        expect(page).toMatchObject({ totalCount: whole.names.length, error: null });
        names.push(...page.names);
        after = page.pageInfo?.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after !== null);
      expect(whole.names.length).toBeGreaterThan(3);
      expect(names).toEqual(whole.names);
    },
  );

  test('what has the words more often comes first, without words the newest, by metric the best', async () => {
    const names = async (variables: Record<string, unknown>) => (await world.search(variables)).names;
    expect(await names({ query: 'detector' })).toEqual([SKETCH, CHURN1]);
    expect(await names({ query: 'kind:model_version' })).toEqual([SKETCH, CHURN2, CHURN1]);
    expect(await names({ query: '', kinds: ['RUN'], orderBy: { by: 'METRIC', metric: 'auc' } })).toEqual([
      'open',
      'two',
      'one',
    ]);
    expect(await names({ query: '', kinds: ['RUN'], orderBy: { by: 'METRIC', metric: 'loss' } })).toEqual([
      'one',
      'two', // NaN
    ]);
  });

  test('facets count all results, not those of a page', async () => {
    const { facets } = await world.search({ query: 'kind:model_version or kind:run', first: 1 });
    expect(facets).toEqual([
      {
        field: 'KIND',
        values: [
          { value: 'RUN', count: 4 },
          { value: 'MODEL_VERSION', count: 3 },
        ],
      },
      {
        field: 'NAMESPACE',
        values: [
          { value: 'acme/team', count: 4 },
          { value: 'acme', count: 2 },
          { value: 'lab', count: 1 },
        ],
      },
      {
        field: 'STATUS',
        values: [
          { value: 'FINISHED', count: 2 },
          ...['APPROVED', 'ARCHIVED', 'FAILED', 'PRODUCTION', 'RUNNING'].map((value) => ({ value, count: 1 })),
        ],
      },
      {
        field: 'ARCHITECTURE',
        values: [
          { value: 'gradient-boosted-trees', count: 1 },
          { value: 'transformer', count: 1 },
        ],
      },
      { field: 'AUTHOR', values: [{ value: 'anonymous', count: 7 }] },
      { field: 'OWNER', values: [] },
    ]);
  });

  test('a search is one statement of the catalog, and one more for its words, count, facets and each term about lineage or what is said', async () => {
    const statementsOf = async (selection: string, query: string) => {
      world.graph.statements();
      await world.graph.ask(`query ($query: String!) { search(query: $query) { ${selection} } }`, { query });
      return world.graph.statements().filter((sql) => sql.includes('search_document') || sql.includes('lineage_'));
    };
    expect(await statementsOf('nodes { __typename }', 'kind:run metric.auc > 0 package:numpy')).toHaveLength(1);
    expect(await statementsOf('nodes { __typename }', 'kind:run tag:team')).toHaveLength(2);
    expect(await statementsOf('nodes { __typename }', 'churn')).toHaveLength(2);
    expect(
      await statementsOf('totalCount countsAreCapped facets { field } nodes { __typename }', 'name:x'),
    ).toHaveLength(3);
    expect(await statementsOf('nodes { __typename }', 'downstreamOf:acme/raw@1.0.0')).toHaveLength(3);
  });
});

describe('what is refused', () => {
  test.each<[string, string, number, RegExp]>([
    ['metric.auc > ', 'BAD_USER_INPUT', 14, /^Expected a value behind >, but the query ends at column 14/],
    ['a metric.auc > high', 'BAD_USER_INPUT', 16, /a number for metric.auc.* "high" came/],
    ['metric.auc.best:1', 'BAD_USER_INPUT', 1, /depends on the direction/],
    ['created:yesterday', 'BAD_USER_INPUT', 9, /a date such as/],
    ['created:2026-02-30', 'BAD_USER_INPUT', 9, /a date such as/],
    ['status>approved', 'BAD_USER_INPUT', 1, /status has no order/],
    ['name:a..b', 'BAD_USER_INPUT', 1, /name has no order/],
    [
      'kind:datasets',
      'BAD_USER_INPUT',
      6,
      /one of MODEL_VERSION, RUN, DATASET_VERSION, ENVIRONMENT_VERSION, MODEL, DATASET, EXPERIMENT, but "datasets"/,
    ],
    ['commit:xyz', 'BAD_USER_INPUT', 8, /hexadecimal digits/],
    ['tag:a>b', 'BAD_USER_INPUT', 7, /= or != behind the key of a tag/],
    ['package:numpy<new', 'BAD_USER_INPUT', 15, /a version that begins with a number/],
    ['package:numpy<1.*', 'BAD_USER_INPUT', 15, /= or != before a version/],
    ['package:numpy..2', 'BAD_USER_INPUT', 1, /package has no order/],
    ['mid*dle', 'BAD_USER_INPUT', 4, /the \* of a free word at its end/],
    ['* a', 'BAD_USER_INPUT', 1, /a letter or digit before the \*/],
    ['parameter.x>fast', 'BAD_USER_INPUT', 13, /a number for parameter.x/],
    ['downstreamOf:acme/*', 'BAD_USER_INPUT', 14, /a ref or an id/],
    ['downstreamOf!=acme/raw@1.0.0', 'BAD_USER_INPUT', 1, /not downstreamOf:ref/],
    ['a or downstreamOf:acme/nothing@1.0.0', 'NOT_FOUND', 19, /the catalog knows no "acme\/nothing@1.0.0"/],
    ['upstreamOf:a '.repeat(6), 'BAD_USER_INPUT', 66, /at most 5 of downstreamOf and upstreamOf/],
  ])('%s', async (query, code, column, message) => {
    const { error, names } = await world.search({ query });
    expect({ error, names }).toEqual({ error: { code, column, message: expect.stringMatching(message) }, names: [] });
  });

  test('a page out of range, a cursor of another order and a metric that is not named are refused', async () => {
    const { pageInfo } = await world.search({ query: '', first: 1 });
    const forged = Buffer.from(JSON.stringify(['s1', 'CREATED DESC ', 'now()', world.runs.get('one')])).toString(
      'base64url',
    );
    for (const [variables, message] of [
      [{ first: 0 }, 'first must be 1 to 100'],
      [{ first: 101 }, 'first must be 1 to 100'],
      [{ after: pageInfo?.endCursor, orderBy: { by: 'CREATED', direction: 'ASC' } }, 'after must be a cursor'],
      [{ after: forged }, 'after must be a cursor'],
      [{ after: 'x' }, 'after must be a cursor'],
      [{ orderBy: { by: 'METRIC' } }, 'orderBy must name a metric'],
      [{ orderBy: { by: 'CREATED', metric: 'auc' } }, 'orderBy must name a metric'],
    ] as const) {
      const { error } = await world.search({ query: '', ...variables });
      expect(error).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) });
    }
  });
});

test('a rebuilt catalog finds what it found', async () => {
  const catalog = world.graph.subgraphs.get('catalog')!;
  const query = 'package:numpy<2 metric.auc > 0.9 parameter.optimizer:adam tag:team churn';
  expect(await world.find(query)).toEqual([CHURN1]);
  await rebuilt(catalog);
  await level(catalog);
  expect(await world.find(query)).toEqual([CHURN1]);
});
