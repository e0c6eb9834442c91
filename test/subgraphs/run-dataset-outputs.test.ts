import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

let world: RegistryWorld;
let runs: readonly [string, string];
beforeAll(async () => {
  world = await createRegistryWorld();
  for (const dataset of ['acme/raw', 'acme/ready'])
    await world.write('registerDatasetVersion', { dataset, rowCount: 1 }, '__typename');
  const started: string[] = [];
  for (const name of ['first', 'second']) {
    const input = { experiment: 'acme/prepare', name, inputs: [{ ref: 'acme/raw@1.0.0' }] };
    const { run } = (await world.write('startRun', input, 'run { id }')) as { run: { id: string } };
    started.push(run.id);
  }
  runs = started as [string, string];
});
afterAll(() => world[Symbol.asyncDispose]());

const add = (run: string, datasetVersions: readonly string[]) =>
  world.write('addRunOutputs', { run, datasetVersions }, 'added run { datasetOutputs { ref } }');

test('a run names what it made, once; several may have made the same', async () => {
  const outputs = { run: { datasetOutputs: [{ ref: 'acme/ready@1.0.0' }] } };
  expect(await add(runs[0], ['acme/ready@1.0.0', 'acme/ready@latest'])).toEqual({ added: 1, ...outputs });
  expect(await add(runs[0], ['acme/ready@1.0.0'])).toEqual({ added: 0, ...outputs });
  expect(await add(runs[1], ['acme/ready@1.0.0'])).toEqual({ added: 1, ...outputs });
  await world.settle();
  const { data } = await world.ask(
    `{ datasetVersion(ref: "acme/ready@1.0.0") { lineage(direction: UPSTREAM) {
      nodes { kind entity { ... on Run { name } ... on DatasetVersion { ref } } } edges { relation }
    } } }`,
  );
  const { lineage } = (data as { datasetVersion: { lineage: { nodes: unknown[]; edges: unknown[] } } }).datasetVersion;
  expect(lineage.nodes).toHaveLength(4);
  expect(lineage.nodes).toEqual(
    expect.arrayContaining([
      { kind: 'RUN', entity: { name: 'first' } },
      { kind: 'RUN', entity: { name: 'second' } },
      { kind: 'DATASET_VERSION', entity: { ref: 'acme/raw@1.0.0' } },
    ]),
  );
  expect(lineage.edges).toEqual(expect.arrayContaining([{ relation: 'PRODUCED' }, { relation: 'TRAINED_ON' }]));
});

test('what is not there is refused, and nothing at all', async () => {
  const refused = (input: object) => world.refusal('addRunOutputs', { run: runs[0], ...input });
  expect(await refused({ datasetVersions: ['acme/nowhere@1.0.0'] })).toMatchObject({ code: 'REFERENCE_NOT_FOUND' });
  expect(await refused({})).toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('both are empty'),
  });
  expect(
    await refused({ run: '0190a0a0-0000-7000-8000-00000000dead', datasetVersions: ['acme/raw@1.0.0'] }),
  ).toMatchObject({
    code: 'NOT_FOUND',
  });
});
