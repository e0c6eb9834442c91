import 'reflect-metadata';
import { describe, expect, test } from 'vitest';
import * as artifactSteps from '#subgraphs/models/comparison/compare-artifacts.js';
import * as dataSteps from '#subgraphs/models/comparison/compare-data.js';
import * as environmentSteps from '#subgraphs/models/comparison/compare-environment.js';
import type { DatasetFacts, EnvironmentFacts } from '#subgraphs/models/comparison/compared-facts.js';
import * as steps from '#subgraphs/models/comparison/difference.js';
import * as metricSteps from '#subgraphs/models/comparison/line-up-metrics.js';
import type { DatasetRole } from '#values/dataset-role.js';
import { directionOf } from '#values/metric-direction.js';

/** The differences among the steps of a comparison. */
const differencesAmong = (all: Iterable<steps.Step>) => [...all].filter((step) => typeof step !== 'number');
const differencesOf = (...args: Parameters<typeof steps.differencesOf>) =>
  differencesAmong(steps.differencesOf(...args));
const compareArtifacts = (...args: Parameters<typeof artifactSteps.compareArtifacts>) =>
  differencesAmong(artifactSteps.compareArtifacts(...args));
const compareData = (...args: Parameters<typeof dataSteps.compareData>) =>
  differencesAmong(dataSteps.compareData(...args));
const compareEnvironments = (...args: Parameters<typeof environmentSteps.compareEnvironments>) =>
  differencesAmong(environmentSteps.compareEnvironments(...args));
const lineUpMetrics = (...args: Parameters<typeof metricSteps.lineUpMetrics>) => [
  ...metricSteps.lineUpMetrics(...args),
];

describe('JSON values', () => {
  test('differ key by key, and a list as a whole', () => {
    const before = { threshold: 0.5, layers: [64, 32], optimiser: { name: 'adam', beta: 0.9 }, seed: 1 };
    const after = { threshold: 0.6, layers: [64], optimiser: { name: 'adam', beta: 0.95 }, epochs: 3 };
    expect(differencesOf('config', before, after)).toEqual([
      { path: 'config.epochs', before: null, after: 3 },
      { path: 'config.layers', before: [64, 32], after: [64] },
      { path: 'config.optimiser.beta', before: 0.9, after: 0.95 },
      { path: 'config.seed', before: 1, after: null },
      { path: 'config.threshold', before: 0.5, after: 0.6 },
    ]);
  });

  test('are equal whatever the order of their keys', () => {
    expect(differencesOf('config', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toEqual([]);
  });

  test('have keys quoted that a path would tear apart, and none from a prototype', () => {
    expect(differencesOf('config', { 'a.b': 1 }, JSON.parse('{ "__proto__": 2 }'))).toEqual([
      { path: 'config.__proto__', before: null, after: 2 },
      { path: 'config["a.b"]', before: 1, after: null },
    ]);
    expect(differencesOf('config', {}, { toString: null })).toEqual([]);
  });

  test('that become something of another kind differ as a whole', () => {
    expect(differencesOf('code', null, { commit: 'c0ffee0' })).toEqual([
      { path: 'code', before: null, after: { commit: 'c0ffee0' } },
    ]);
    expect(differencesOf('config', { a: 1 }, [1])).toEqual([{ path: 'config', before: { a: 1 }, after: [1] }]);
  });
});

describe('files', () => {
  const file = (path: string, digest: string | null, uri = 's3://acme') => ({
    path,
    uri,
    digest,
    sizeBytes: 1,
    mediaType: null,
  });

  test('differ by path in what they are', () => {
    expect(compareArtifacts([file('a', 'sha256:1'), file('b', 'sha256:2')], [file('b', 'sha256:3')])).toEqual([
      { path: 'a', before: { digest: 'sha256:1', sizeBytes: 1, mediaType: null }, after: null },
      { path: 'b.digest', before: 'sha256:2', after: 'sha256:3' },
    ]);
  });

  test('that lie elsewhere are the same, but only where a digest says so', () => {
    const moved = (digest: string | null) => [[file('a', digest)], [file('a', digest, 'gs://acme')]] as const;
    expect(compareArtifacts(...moved('sha256:1'))).toEqual([]);
    expect(compareArtifacts(...moved(null))).toEqual([{ path: 'a.uri', before: 's3://acme', after: 'gs://acme' }]);
  });
});

describe('data', () => {
  const pin = (ref: string, role: DatasetRole = 'TRAINING') => ({ role, id: `id of ${ref}`, ref, digest: ref });
  const amount = { name: 'amount', type: 'double', nullable: false };
  const facts = new Map<string, DatasetFacts>([
    ['acme/sales@1.0.0', { rowCount: 10, license: 'CC0-1.0', schema: [amount] }],
    [
      'acme/sales@1.1.0',
      {
        rowCount: 12,
        license: 'CC0-1.0',
        schema: [
          { ...amount, nullable: true },
          { name: 'day', type: 'date', nullable: true },
        ],
      },
    ],
  ]);

  test('of another version differ in the version, the rows and the columns', () => {
    expect(compareData([pin('acme/sales@1.0.0')], [pin('acme/sales@1.1.0')], facts)).toEqual([
      { path: 'acme/sales.version', before: '1.0.0', after: '1.1.0' },
      { path: 'acme/sales.rowCount', before: 10, after: 12 },
      { path: 'acme/sales.schema.amount.nullable', before: false, after: true },
      { path: 'acme/sales.schema.day', before: null, after: { type: 'date', nullable: true } },
    ]);
  });

  test('that are the same are not told', () => {
    const same = [pin('acme/sales@1.0.0'), pin('acme/sales@1.1.0', 'TEST')];
    expect(compareData(same, [...same].reverse(), facts)).toEqual([]);
  });

  test('are told apart by role, and what is added or gone by its ref', () => {
    expect(
      compareData(
        [pin('acme/sales@1.0.0'), pin('acme/old@2.0.0')],
        [pin('acme/sales@1.0.0'), pin('acme/sales@1.0.0', 'TEST')],
        facts,
      ),
    ).toEqual([
      { path: 'acme/old', before: 'acme/old@2.0.0', after: null },
      { path: 'acme/sales[TEST]', before: null, after: 'acme/sales@1.0.0' },
    ]);
  });

  test('of which other columns were read differ in the list of them', () => {
    const [before, after] = [['amount'], undefined].map((columns) => [{ ...pin('acme/sales@1.0.0'), columns }]);
    expect(compareData(before!, after!, facts)).toEqual([
      { path: 'acme/sales.columns', before: ['amount'], after: null },
    ]);
  });

  test('of several versions of one dataset differ in the list of them', () => {
    expect(compareData([pin('acme/sales@1.0.0')], [pin('acme/sales@1.1.0'), pin('acme/sales@1.0.0')], facts)).toEqual([
      { path: 'acme/sales.version', before: '1.0.0', after: ['1.0.0', '1.1.0'] },
    ]);
  });
});

describe('environments', () => {
  const pin = (digest: string, ref = `acme/train@${digest}.0.0`) => ({ id: digest, ref, digest, image: null });
  const environment = (over: Partial<EnvironmentFacts>): EnvironmentFacts => ({
    image: null,
    runtime: { name: 'python', version: '3.11' },
    os: 'linux/amd64',
    packages: [],
    lock: null,
    hardware: null,
    seed: null,
    variables: [],
    ...over,
  });
  const compare = (before: Partial<EnvironmentFacts>, after: Partial<EnvironmentFacts>) =>
    compareEnvironments(
      pin('1'),
      pin('2'),
      new Map([
        ['1', environment(before)],
        ['2', environment(after)],
      ]),
    ).filter(({ path }) => path !== 'environment');
  const pip = (name: string, version: string | null) => ({ manager: 'pip', name, version });

  test('differ in which they are and in what is in them', () => {
    const facts = new Map([
      ['1', environment({})],
      ['2', environment({ runtime: { name: 'python', version: '3.12' }, seed: 7 })],
    ]);
    expect(compareEnvironments(pin('1'), pin('2'), facts)).toEqual([
      { path: 'environment', before: 'acme/train@1.0.0', after: 'acme/train@2.0.0' },
      { path: 'runtime.version', before: '3.11', after: '3.12' },
      { path: 'seed', before: null, after: 7 },
    ]);
  });

  test('differ package by package', () => {
    const before = [pip('numpy', '1.26.4'), pip('pandas', '2.2.3'), pip('ruamel.yaml', null)];
    const after = [pip('pandas', '2.2.3'), pip('numpy', '2.0.0')];
    expect(compare({ packages: before }, { packages: after })).toEqual([
      { path: 'packages.numpy', before: '1.26.4', after: '2.0.0' },
      { path: 'packages["ruamel.yaml"]', before: '*', after: null },
    ]);
  });

  test('that have a package from two managers tell them apart', () => {
    const conda = { manager: 'conda', name: 'numpy', version: '1.26.4' };
    expect(compare({ packages: [pip('numpy', '1.26.4')] }, { packages: [conda] })).toEqual([
      { path: 'packages.numpy[conda]', before: null, after: '1.26.4' },
      { path: 'packages.numpy[pip]', before: '1.26.4', after: null },
    ]);
  });

  test('that have a package in several versions differ in the list of them', () => {
    const npm = (version: string) => ({ manager: 'npm', name: 'semver', version });
    expect(compare({ packages: [npm('7.0.0')] }, { packages: [npm('7.0.0'), npm('5.0.0')] })).toEqual([
      { path: 'packages.semver', before: '7.0.0', after: ['5.0.0', '7.0.0'] },
    ]);
  });

  test('of one digest are the same, whatever their names; one that is missing differs', () => {
    expect(compareEnvironments(pin('1'), pin('1', 'acme/other@1.0.0'), new Map())).toEqual([]);
    expect(compareEnvironments(null, null, new Map())).toEqual([]);
    expect(compareEnvironments(pin('1'), null, new Map([['1', environment({})]]))).toEqual([
      { path: 'environment', before: 'acme/train@1.0.0', after: null },
    ]);
  });
});

test('metrics stand side by side, with null where one was not measured', () => {
  const run = (metrics: Record<string, number | string>) => ({
    parameters: {},
    metrics: Object.entries(metrics).map(([key, value]) => ({ key, value })),
  });
  expect(lineUpMetrics([run({ loss: 0 }), null, run({ auc: 0.9, loss: 'NaN' })])).toEqual([
    { key: 'auc', values: [null, null, 0.9], better: 'HIGHER' },
    { key: 'loss', values: [0, null, 'NaN'], better: 'LOWER' },
  ]);
});

test.each([
  ['auc', 'HIGHER'],
  ['val_accuracy', 'HIGHER'],
  ['testF1', 'HIGHER'],
  ['test/f1', 'HIGHER'],
  ['train.loss', 'LOWER'],
  ['valRmse', 'LOWER'],
  ['error_rate', 'LOWER'],
  ['accuracy_loss', 'UNKNOWN'],
  ['bananas', 'UNKNOWN'],
  ['__proto__', 'UNKNOWN'],
])('the name %s says that better is %s', (key, direction) => {
  expect(directionOf(key)).toBe(direction);
});
