import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_CACHES } from '../support/test-graph.js';
import { createGovernedWorld, type GovernedWorld } from './governed-world.js';

let world: GovernedWorld;
beforeAll(async () => {
  world = await createGovernedWorld(NO_CACHES);
});
afterAll(() => world[Symbol.asyncDispose]());

const evaluate = (modelVersion: string, auc: number | string, over = {}) =>
  world.write(
    'ben',
    'recordEvaluation',
    { modelVersion, metrics: [{ key: 'auc', value: auc }], ...over },
    'evaluation { id }',
  );
const TREND = `query ($name: String!, $dataset: String, $datasetVersion: String, $slice: String) {
  model(name: $name) { metricTrend(key: "auc", dataset: $dataset, datasetVersion: $datasetVersion, slice: $slice) {
    nodes { modelVersion { version } value source }
  } }
}`;
const trendOf = async (name: string, on = {}) =>
  (
    await world.read<{
      model: { metricTrend: { nodes: { modelVersion: { version: string }; value: unknown; source: string }[] } };
    }>(TREND, { name, ...on })
  ).model.metricTrend.nodes.map(({ modelVersion, value, source }) => [modelVersion.version, value, source]);

test('evaluations are appended: by data and slice, newest first, with what was measured', async () => {
  const ref = await world.train('acme/judged', { auc: 0.9 });
  await world.write('ann', 'registerDatasetVersion', { dataset: 'acme/holdout', rowCount: 10 }, 'created');
  await evaluate(ref, 0.8, { datasetVersion: 'acme/holdout@latest', slice: 'country=DE', note: 'after the summer' });
  await evaluate(ref, 'NaN');
  const { modelVersion } = await world.read<{ modelVersion: object }>(
    'query ($ref: String!) { modelVersion(ref: $ref) { evaluations { totalCount nodes { slice note actor metrics { key value } datasetVersion { ref rowCount } } } } }',
    { ref },
  );
  expect(modelVersion).toEqual({
    evaluations: {
      totalCount: 2,
      nodes: [
        { slice: null, note: null, actor: 'ben', metrics: [{ key: 'auc', value: 'NaN' }], datasetVersion: null },
        {
          slice: 'country=DE',
          note: 'after the summer',
          actor: 'ben',
          metrics: [{ key: 'auc', value: 0.8 }],
          datasetVersion: { ref: 'acme/holdout@1.0.0', rowCount: 10 },
        },
      ],
    },
  });
});

test('a trend goes over the versions: the last evaluation counts, the run where there is none, and nothing where nobody measured', async () => {
  const first = await world.train('acme/trend', { auc: 0.7 });
  await world.train('acme/trend', { auc: 0.8 });
  await world.train('acme/trend', { loss: 0.1 });
  await evaluate(first, 0.5);
  await evaluate(first, 0.6);
  expect(await trendOf('acme/trend')).toEqual([
    ['1.0.1', 0.8, 'RUN'],
    ['1.0.0', 0.6, 'EVALUATION'],
  ]);
});

test('a trend is paged by versions: its cursors lead on past those that nobody measured', async () => {
  await world.train('acme/paged', { auc: 0.7 });
  await world.train('acme/paged', { loss: 0.1 });
  await world.train('acme/paged', { auc: 0.9 });
  const seen: unknown[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const read: { model: { metricTrend: TrendPage } } = await world.read(
      `query ($after: String) { model(name: "acme/paged") { metricTrend(key: "auc", first: 1, after: $after) {
        totalCount nodes { value } pageInfo { hasNextPage endCursor } } } }`,
      { after },
    );
    const { nodes, totalCount, pageInfo } = read.model.metricTrend;
    seen.push([nodes.map(({ value }) => value), totalCount]);
    [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
  }
  expect(seen).toEqual([
    [[0.9], 3],
    [[], 3],
    [[0.7], 3],
  ]);
});

interface TrendPage {
  readonly nodes: { value: number }[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

test('a model names the metrics and parameters that its versions have, and a table those that none has', async () => {
  const ref = await world.train('acme/keyed', { auc: 0.7, loss: 0.1 });
  await world.write('ann', 'registerModelVersion', { model: 'acme/keyed', config: 'no run' }, 'created');
  await evaluate(ref, 0.5, { metrics: [{ key: 'recall', value: 0.4 }] });
  const { model } = await world.read<{ model: object }>(
    `{ model(name: "acme/keyed") { metricKeys parameterKeys
       versionTable(metrics: ["auc", "acu", "recall"], parameters: ["night", "nihgt"], first: 1) {
         unknownMetrics unknownParameters } } }`,
  );
  expect(model).toEqual({
    metricKeys: ['auc', 'loss', 'recall'],
    parameterKeys: ['night'],
    versionTable: { unknownMetrics: ['acu'], unknownParameters: ['nihgt'] },
  });
});

test('a trend on a slice or a dataset holds what was measured there alone', async () => {
  const ref = await world.train('acme/sliced', { auc: 0.7 });
  for (const rowCount of [1, 2])
    await world.write(
      'ann',
      'registerDatasetVersion',
      { dataset: 'acme/sliced', version: `${rowCount}.0.0`, rowCount },
      'created',
    );
  await evaluate(ref, 0.1, { datasetVersion: 'acme/sliced@1.0.0' });
  await evaluate(ref, 0.2, { datasetVersion: 'acme/sliced@2.0.0' });
  await evaluate(ref, 0.3, { slice: 'young' });
  expect(await trendOf('acme/sliced', { datasetVersion: 'acme/sliced@1.0.0' })).toEqual([['1.0.0', 0.1, 'EVALUATION']]);
  expect(await trendOf('acme/sliced', { dataset: 'acme/sliced' })).toEqual([['1.0.0', 0.2, 'EVALUATION']]);
  expect(await trendOf('acme/sliced', { slice: 'young' })).toEqual([['1.0.0', 0.3, 'EVALUATION']]);
  expect(await trendOf('acme/sliced', { slice: 'old' })).toEqual([]);
});

test('a trend over twenty versions asks for their runs once', async () => {
  for (let night = 0; night < 5; night++) await world.train('acme/long', { auc: 0.7 });
  const five = await statementsOfTrend();
  for (let night = 0; night < 15; night++) await world.train('acme/long', { auc: 0.7 });
  expect(await trendOf('acme/long')).toHaveLength(20);
  expect(await statementsOfTrend()).toHaveLength(five.length);
});

/** Without those of the projector, which runs beside. */
async function statementsOfTrend(): Promise<readonly string[]> {
  world.statements();
  await trendOf('acme/long');
  return world.statements().filter((sql) => /"model_version"|"evaluation"|"run"|metric_point/.test(sql));
}

test.each([
  ['no metric', { metrics: [] }, 'BAD_USER_INPUT'],
  [
    'a metric twice',
    {
      metrics: [
        { key: 'auc', value: 1 },
        { key: 'auc', value: 2 },
      ],
    },
    'BAD_USER_INPUT',
  ],
  ['a moment that is yet to come', { evaluatedAt: '9999-01-01T00:00:00Z' }, 'BAD_USER_INPUT'],
  ['a dataset that is not there', { datasetVersion: 'acme/nowhere@1.0.0' }, 'REFERENCE_NOT_FOUND'],
  ['a version that is not there', { modelVersion: 'acme/nowhere@1.0.0' }, 'NOT_FOUND'],
])('%s is refused and nothing is kept', async (_name, over, code) => {
  const ref = await world.train('acme/refused', { auc: 0.9 });
  const input = { modelVersion: ref, metrics: [{ key: 'auc', value: 1 }], ...over };
  expect((await world.refusal('ben', 'recordEvaluation', input)).extensions.code).toBe(code);
  expect(
    await world.read('query ($ref: String!) { modelVersion(ref: $ref) { evaluations { totalCount } } }', { ref }),
  ).toEqual({ modelVersion: { evaluations: { totalCount: 0 } } });
});

test('the slices that a model was evaluated on are listed, and a metric of versions stands side by side by slice', async () => {
  const first = await world.train('acme/matrix', { auc: 0.7 });
  const second = await world.train('acme/matrix', { auc: 0.8 });
  await world.train('acme/matrix', { auc: 0.9 });
  await evaluate(first, 0.5);
  await evaluate(first, 0.6, { slice: 'country=DE' });
  await evaluate(first, 0.61, { slice: 'country=DE' });
  await evaluate(second, 'NaN', { slice: 'country=DE' });
  await evaluate(second, 0.8, { slice: 'age>60' });
  const MATRIX = `query ($versions: [String!]) { model(name: "acme/matrix") {
    slices evaluationMatrix(key: "auc", versions: $versions) { versions { version } rows { slice values } better } } }`;
  const { model } = await world.read<{ model: object }>(MATRIX);
  expect(model).toEqual({
    slices: ['age>60', 'country=DE'],
    evaluationMatrix: {
      versions: ['1.0.2', '1.0.1', '1.0.0'].map((version) => ({ version })),
      rows: [
        { slice: null, values: [null, null, 0.5] },
        { slice: 'age>60', values: [null, 0.8, null] },
        { slice: 'country=DE', values: [null, 'NaN', 0.61] },
      ],
      better: 'HIGHER',
    },
  });
  const chosen = await world.read<{ model: { evaluationMatrix: object } }>(MATRIX, { versions: ['1.0.0', 'latest'] });
  expect(chosen.model.evaluationMatrix).toMatchObject({
    versions: [{ version: '1.0.0' }, { version: '1.0.2' }],
    rows: [
      { slice: null, values: [0.5, null] },
      { slice: 'country=DE', values: [0.61, null] },
    ],
  });
  const { errors } = await world.ask(MATRIX, { versions: ['9.9.9'] }, { token: 'a-token-that-only-ann-has' });
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'NOT_FOUND', missing: ['9.9.9'] } });
});
