import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { snapshotRows } from '../support/snapshot-rows.js';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

let world: RegistryWorld;
const ref = 'acme/transactions@1.0.0';
const schema = ['amount', 'age', 'label'].map((name) => ({ name, type: 'double' }));

beforeAll(async () => {
  world = await createRegistryWorld();
  await world.write('registerDatasetVersion', { dataset: 'acme/transactions', schema }, 'created');
  await world.write('registerDatasetVersion', { dataset: 'acme/bare' }, 'created');
});
afterAll(() => world[Symbol.asyncDispose]());

interface Manifest {
  readonly inputs?: readonly object[];
  readonly datasets?: readonly object[];
}
const registerRun = (inputs: object[]) =>
  world.write<{ created: boolean; digest: string; run: { id: string; manifest: Manifest; inputs: object[] } }>(
    'registerRun',
    { experiment: 'acme/nightly', name: 'night', inputs },
    'created digest run { id manifest inputs { columns } }',
  );
const registerModel = (model: string, datasets: object[], over: object = {}) =>
  world.write<{
    created: boolean;
    bump: object;
    modelVersion: { manifest: Manifest; datasets: object[]; run: { inputs: object[] } | null };
  }>(
    'registerModelVersion',
    { model, datasets, ...over },
    'created bump { level reasons } modelVersion { manifest datasets { columns } run { inputs { columns } } }',
  );

const TELLERS: [string, string, (use: object) => Record<string, unknown>][] = [
  ['a run that starts', 'startRun', (use) => ({ experiment: 'acme/refused', name: 'a', inputs: [use] })],
  ['a run that is over', 'registerRun', (use) => ({ experiment: 'acme/refused', name: 'a', inputs: [use] })],
  ['a model version', 'registerModelVersion', (use) => ({ model: 'acme/refused', datasets: [use] })],
];

describe.each(TELLERS)('the columns that %s names', (_, field, inputOf) => {
  test.each([
    [
      'one that its schema does not have',
      { ref, columns: ['age', 'amuont'] },
      'has no "amuont": its columns are "amount", "age", "label"',
    ],
    ['any, of a version without a schema', { ref: 'acme/bare@1.0.0', columns: ['age'] }, 'was registered without one'],
    ['one twice', { ref, columns: ['age', 'age'] }, 'has "age" more than once'],
    ['none at all', { ref, columns: [] }, 'leave it out where it is not known'],
  ])('%s are refused, and nothing is written', async (_, use, sentence) => {
    const subgraphs = ['experiments', 'models'].map((name) => world.subgraphs.get(name)!);
    const before = await Promise.all(subgraphs.map(snapshotRows));
    expect(await world.refusal(field, inputOf(use))).toEqual({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(sentence),
    });
    expect(await Promise.all(subgraphs.map(snapshotRows))).toEqual(before);
  });
});

test('an error names no more columns than one can read', async () => {
  const many = Array.from({ length: 500 }, (_, index) => ({ name: `c${index}`, type: 'double' }));
  await world.write('registerDatasetVersion', { dataset: 'acme/wide', schema: many }, 'created');
  const use = { ref: 'acme/wide@1.0.0', columns: ['x'] };
  const { message } = await world.refusal('registerModelVersion', { model: 'acme/refused', datasets: [use] });
  expect(message).toContain('"c29" and 470 more.');
});

test('the columns of a run are sealed, sorted; where none are told its manifest is what it always was', async () => {
  const untold = await registerRun([{ ref }]);
  const told = await registerRun([{ ref, columns: ['label', 'age'] }]);
  const [{ digest, ...pin }] = untold.run.manifest.inputs as [{ digest: string }];
  expect(pin).toEqual({ role: 'TRAINING', ref });
  expect(told.run.manifest.inputs).toEqual([{ ...pin, digest, columns: ['age', 'label'] }]);
  expect([untold.run.inputs, told.run.inputs]).toEqual([[{ columns: null }], [{ columns: ['age', 'label'] }]]);
  expect(told.created).toBe(true);
  expect(await registerRun([{ ref, columns: ['age', 'label'] }])).toEqual({ ...told, created: false });
});

test('the columns of a model version are sealed too, and other ones are a PATCH that says so', async () => {
  const untold = await registerModel('acme/sealed', [{ ref }]);
  expect(untold.modelVersion.manifest.datasets).toEqual([{ role: 'TRAINING', ref, digest: expect.any(String) }]);
  const told = await registerModel('acme/sealed', [{ ref, columns: ['label', 'age'] }]);
  expect(told).toMatchObject({
    created: true,
    bump: { level: 'PATCH', reasons: ['it names other columns that it read'] },
    modelVersion: {
      manifest: { datasets: [{ columns: ['age', 'label'] }] },
      datasets: [{ columns: ['age', 'label'] }],
    },
  });
  expect(await registerModel('acme/sealed', [{ ref, columns: ['age', 'label'] }])).toMatchObject({ created: false });
});

test('the columns of a dataset told with a version are looked up in it, and belong to its run too', async () => {
  const parts = { datasets: [{ dataset: 'acme/inline', schema }], run: { experiment: 'acme/inline', name: 'a' } };
  const { modelVersion } = await registerModel('acme/inline', [{ ref: 'acme/inline', columns: ['age'] }], { parts });
  expect(modelVersion).toMatchObject({ datasets: [{ columns: ['age'] }], run: { inputs: [{ columns: ['age'] }] } });
  const subgraphs = [...world.subgraphs.values()].filter(({ name }) => name !== 'catalog');
  const before = await Promise.all(subgraphs.map(snapshotRows));
  const wrong = {
    model: 'acme/inline',
    datasets: [{ ref: 'acme/other', columns: ['agee'] }],
    parts: { ...parts, datasets: [{ dataset: 'acme/other', schema }] },
  };
  expect(await world.refusal('registerModelVersion', wrong)).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await Promise.all(subgraphs.map(snapshotRows))).toEqual(before);
});
