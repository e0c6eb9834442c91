import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGovernedWorld, type GovernedWorld } from './governed-world.js';

let world: GovernedWorld;
beforeAll(async () => {
  world = await createGovernedWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function runWith(values: readonly number[]): Promise<string> {
  const metrics = values.map((value, step) => ({ key: 'loss', value, step }));
  const input = {
    experiment: 'acme/series',
    name: `run of ${values.length}`,
    parameters: { first: values[0] ?? 0 },
    metrics,
  };
  return (await world.write<{ run: { id: string } }>('ann', 'registerRun', input, 'run { id }')).run.id;
}
const SERIES = `query ($runs: [ID!]!, $points: Int!) {
  metricSeries(runs: $runs, keys: ["loss"], points: $points) { run total points { step value } }
}`;
interface Series {
  readonly metricSeries: readonly {
    readonly run: string;
    readonly total: number;
    readonly points: readonly { readonly step: number; readonly value: number }[];
  }[];
}
const seriesOf = async (runs: string[], points: number) =>
  (await world.read<Series>(SERIES, { runs, points })).metricSeries;

test('a long series is thinned out and keeps its ends, its lowest and its highest point', async () => {
  const values = Array.from({ length: 5_000 }, (_, step) => Math.sin(step / 50));
  values[1_234] = 99;
  values[4_321] = -99;
  const run = await runWith(values);
  const [series] = await seriesOf([run], 100);
  expect(series?.total).toBe(5_000);
  const { points } = series!;
  expect(points.length).toBeGreaterThan(50);
  expect(points.length).toBeLessThanOrEqual(100);
  expect([points[0]?.step, points.at(-1)?.step]).toEqual([0, 4_999]);
  expect(points).toEqual(
    expect.arrayContaining([
      { step: 1_234, value: 99 },
      { step: 4_321, value: -99 },
    ]),
  );
  expect(points.map((point) => point.step)).toEqual([...points.map((point) => point.step)].sort((a, b) => a - b));
});

test('a short series is whole, and a run without the metric, or without a name, has no points', async () => {
  const run = await runWith([3, 2, 1]);
  const nobody = '00000000-0000-7000-8000-000000000000';
  expect(await seriesOf([nobody, run, 'no id'], 4)).toEqual([
    { run: nobody, total: 0, points: [] },
    {
      run,
      total: 3,
      points: [
        { step: 0, value: 3 },
        { step: 1, value: 2 },
        { step: 2, value: 1 },
      ],
    },
    { run: 'no id', total: 0, points: [] },
  ]);
});

test.each([[3], [2_001]])('%i points are refused', async (points) => {
  const { errors } = await world.ask(SERIES, { runs: [], points }, { token: 'a-token-that-only-ann-has' });
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('many metrics of many runs come in one statement, with the names of the runs, and what came after their ends', async () => {
  const KEYS = `query ($runs: [ID!]!, $keys: [String!]!, $points: Int! = 4, $includeAfterEnd: Boolean! = true) {
    metricSeries(runs: $runs, keys: $keys, points: $points, includeAfterEnd: $includeAfterEnd) {
      run runName experiment { name } key total points { step value afterEnd } } }`;
  const [one, two] = [await runWith([3, 2]), await runWith([5])];
  const later = { run: two, metrics: [{ key: 'loss', value: 'NaN', step: 9 }], afterEnd: true };
  await world.write('ann', 'logBatch', later, 'metrics');
  await world.write('ann', 'renameRun', { run: one, name: 'renamed' }, '__typename');
  const of = (run: string, runName: string) => ({ run, runName, experiment: { name: 'acme/series' } });
  const point = (step: number, value: unknown, afterEnd = false) => ({ step, value, afterEnd });
  const asked = { runs: [two, one], keys: ['loss', 'none', 'loss'] };
  expect(await world.read(KEYS, asked)).toEqual({
    metricSeries: [
      { ...of(two, 'run of 1'), key: 'loss', total: 2, points: [point(0, 5), point(9, 'NaN', true)] },
      { ...of(two, 'run of 1'), key: 'none', total: 0, points: [] },
      { ...of(one, 'renamed'), key: 'loss', total: 2, points: [point(0, 3), point(1, 2)] },
      { ...of(one, 'renamed'), key: 'none', total: 0, points: [] },
    ],
  });
  const { metricSeries: sealed } = await world.read<Series>(KEYS, { ...asked, includeAfterEnd: false });
  expect(sealed[0]?.total).toBe(1);
  const runs: string[] = [];
  for (let number = 0; number < 10; number++) runs.push(await runWith([number, number + 1]));
  world.statements();
  const { metricSeries: many } = await world.read<Series>(KEYS, { runs, keys: ['loss', 'auc'] });
  expect(many.map(({ total }) => total)).toEqual(runs.flatMap(() => [2, 0]));
  expect(world.statements().filter((sql) => sql.includes('experiments.metric_point'))).toHaveLength(1);
  for (const wrong of [
    { runs: Array<string>(201).fill(one) },
    { keys: Array<string>(21).fill('loss') },
    { runs: Array<string>(200).fill(one), keys: ['loss'], points: 501 },
  ]) {
    const { errors } = await world.ask(KEYS, { ...asked, ...wrong }, { token: 'a-token-that-only-ann-has' });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  }
});

test('versions are flat rows with the columns that were asked for', async () => {
  await world.train('acme/table', { auc: 0.8 });
  await world.train('acme/table', { auc: 0.9, loss: 0.1 });
  await world.write('ann', 'registerModelVersion', { model: 'acme/table', config: 'no run' }, 'created');
  const { model } = await world.read<{ model: object }>(
    `{ model(name: "acme/table") { versionTable(metrics: ["auc", "loss"], parameters: ["night", "__proto__"], first: 2) {
      nodes { version status createdBy metrics { key value } parameters { key value } values }
      totalCount pageInfo { hasNextPage } unknownMetrics unknownParameters } } }`,
  );
  expect(model).toEqual({
    versionTable: {
      totalCount: 3,
      pageInfo: { hasNextPage: true },
      unknownMetrics: [],
      unknownParameters: ['__proto__'],
      nodes: [
        {
          version: '1.0.2',
          status: 'IN_REVIEW',
          createdBy: 'ann',
          metrics: [
            { key: 'auc', value: null },
            { key: 'loss', value: null },
          ],
          parameters: [
            { key: 'night', value: null },
            { key: '__proto__', value: null },
          ],
          values: { 'metric.auc': null, 'metric.loss': null, 'parameter.night': null, 'parameter.__proto__': null },
        },
        {
          version: '1.0.1',
          status: 'IN_REVIEW',
          createdBy: 'ann',
          metrics: [
            { key: 'auc', value: 0.9 },
            { key: 'loss', value: 0.1 },
          ],
          parameters: [
            { key: 'night', value: expect.any(Number) },
            { key: '__proto__', value: null },
          ],
          values: {
            'metric.auc': 0.9,
            'metric.loss': 0.1,
            'parameter.night': expect.any(Number),
            'parameter.__proto__': null,
          },
        },
      ],
    },
  });
});
