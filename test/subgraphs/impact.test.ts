import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProjectionRepository } from '#subgraphs/catalog/projection/projection.repository.js';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

let world: RegistryWorld;
beforeAll(async () => {
  world = await createRegistryWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const IMPACT = `query ($of: String!, $kind: LineageKind) { impact(of: $of, kind: $kind) {
  complete modelVersions { ref } owners
  deployments { target active modelVersion { version } safeRollback { version } owners deployment { id } }
} }`;
interface Impact {
  readonly complete: boolean;
  readonly owners: string[];
  readonly modelVersions: { ref: string }[];
  readonly deployments: {
    target: string;
    active: boolean;
    modelVersion: { version: string };
    safeRollback: { version: string } | null;
    owners: string[];
  }[];
}
const impactOf = async (of: string) => (await world.ask<{ impact: Impact }>(IMPACT, { of })).data.impact;
/** Once the catalog has read all that was written. */
const settledImpactOf = async (of: string) => {
  await world.settle();
  return impactOf(of);
};

/** A model with a version on each of these dataset versions. */
async function modelOn(name: string, ...versions: string[]): Promise<string> {
  for (const [index, version] of versions.entries()) {
    await world.write('registerDatasetVersion', { dataset: `${name}-data`, version, rowCount: index }, 'created');
    const datasets = [{ ref: `${name}-data@${version}` }];
    await world.write('registerModelVersion', { model: name, config: { index }, datasets }, 'created');
  }
  return name;
}
const deploy = (modelVersion: string, target: string) =>
  world.write('recordDeployment', { modelVersion, target }, 'deployment { id }');
const quarantineIt = (modelVersion: string) =>
  world.write('setStatus', { modelVersion, status: 'QUARANTINED' }, 'previous');

test('a live deployment goes back to the last unaffected version that served its target', async () => {
  const model = await modelOn('acme/served', '1.0.0', '2.0.0', '3.0.0');
  await deploy(`${model}@1.0.0`, 'eu');
  await deploy(`${model}@1.1.0`, 'us');
  await deploy(`${model}@1.2.0`, 'eu');
  expect(await settledImpactOf(`${model}-data@3.0.0`)).toMatchObject({
    complete: true,
    modelVersions: [{ ref: `${model}@1.2.0` }],
    deployments: [
      { target: 'eu', active: true, modelVersion: { version: '1.2.0' }, safeRollback: { version: '1.0.0' } },
    ],
  });
});

test('a time as production counts like one on the target', async () => {
  const model = await modelOn('acme/aliased', '1.0.0', '2.0.0', '3.0.0');
  await world.write('setAlias', { model, alias: 'production', version: '1.1.0' }, '__typename');
  await world.write('setAlias', { model, alias: 'staging', version: '1.0.0' }, '__typename');
  await deploy(`${model}@1.2.0`, 'eu');
  expect((await settledImpactOf(`${model}-data@3.0.0`)).deployments).toMatchObject([
    { safeRollback: { version: '1.1.0' } },
  ]);
});

test('where nothing unaffected served there, it is the greatest lower one, and null where there is none', async () => {
  const model = await modelOn('acme/lower', '1.0.0', '2.0.0', '3.0.0');
  await deploy(`${model}@1.0.0`, 'first');
  await deploy(`${model}@1.2.0`, 'last');
  expect((await settledImpactOf(`${model}-data@3.0.0`)).deployments).toMatchObject([
    { safeRollback: { version: '1.1.0' } },
  ]);
  expect((await impactOf(`${model}-data@1.0.0`)).deployments).toMatchObject([{ safeRollback: null }]);
});

test('what is quarantined is nowhere to go back to', async () => {
  const model = await modelOn('acme/unsafe', '1.0.0', '2.0.0', '3.0.0');
  await deploy(`${model}@1.1.0`, 'eu');
  await deploy(`${model}@1.2.0`, 'eu');
  await quarantineIt(`${model}@1.1.0`);
  expect((await settledImpactOf(`${model}-data@3.0.0`)).deployments).toMatchObject([
    { safeRollback: { version: '1.0.0' } },
  ]);
});

test('those that run come first, then those that ended; who has to know is told', async () => {
  const model = await modelOn('acme/ended', '1.0.0', '2.0.0');
  await world.write('setOwners', { model, owners: ['ann', 'fraud-team'] }, '__typename');
  await deploy(`${model}@1.1.0`, 'eu');
  await deploy(`${model}@1.1.0`, 'us');
  await deploy(`${model}@1.0.0`, 'eu');
  const impact = await settledImpactOf(`${model}-data@2.0.0`);
  expect(impact.deployments.map(({ target, active }) => [target, active])).toEqual([
    ['us', true],
    ['eu', false],
  ]);
  expect(impact.owners).toEqual(['ann', 'fraud-team']);
  expect((await settledImpactOf(`${await modelOn('acme/unowned', '1.0.0')}-data@1.0.0`)).owners).toEqual(['anonymous']);
});

test('quarantine marks all that rests on a thing, however far away, and again changes nothing', async () => {
  const model = await modelOn('acme/poisoned', '1.0.0', '2.0.0');
  const child = { model: 'acme/tuned', parents: [`${model}@1.1.0`] };
  await world.write('registerModelVersion', child, 'created');
  await settledImpactOf(`${model}-data@2.0.0`);
  const input = { of: `${model}-data@2.0.0`, reason: 'labels were swapped' };
  const selection = 'quarantined { ref status } unchanged { ref }';
  const preview = `query ($input: QuarantineDownstreamInput!) { previewQuarantineDownstream(input: $input) { ${selection} } }`;
  const previewed = async () => (await world.ask(preview, { input })).data;
  expect(await previewed()).toEqual({
    previewQuarantineDownstream: {
      quarantined: [
        { ref: `${model}@1.1.0`, status: 'IN_REVIEW' },
        { ref: 'acme/tuned@1.0.0', status: 'IN_REVIEW' },
      ],
      unchanged: [],
    },
  });
  expect(await world.write('quarantineDownstream', input, selection)).toEqual({
    quarantined: [
      { ref: `${model}@1.1.0`, status: 'QUARANTINED' },
      { ref: 'acme/tuned@1.0.0', status: 'QUARANTINED' },
    ],
    unchanged: [],
  });
  expect(await world.write('quarantineDownstream', input, selection)).toEqual({
    quarantined: [],
    unchanged: [{ ref: `${model}@1.1.0` }, { ref: 'acme/tuned@1.0.0' }],
  });
  expect(await previewed()).toEqual({
    previewQuarantineDownstream: {
      quarantined: [],
      unchanged: [{ ref: `${model}@1.1.0` }, { ref: 'acme/tuned@1.0.0' }],
    },
  });
  expect((await world.refusal('setAlias', { model, alias: 'production', version: '1.1.0' })).code).toBe(
    'INVALID_TRANSITION',
  );
});

test('nothing is NOT_FOUND, for impact and for quarantine', async () => {
  const { errors } = await world.ask(IMPACT, { of: 'acme/nothing@1.0.0' });
  expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await world.refusal('quarantineDownstream', { of: 'acme/nothing@1.0.0', reason: 'none' })).code).toBe(
    'NOT_FOUND',
  );
});

test('what was written a moment ago is in it, or it says that the catalog is behind and nothing is quarantined', async () => {
  const model = await modelOn('acme/fresh', '1.0.0');
  await deploy(`${model}@1.0.0`, 'eu');
  expect(await impactOf(`${model}-data@1.0.0`)).toMatchObject({ complete: true, deployments: [{ target: 'eu' }] });
  const { database } = world.subgraphs.get('catalog')!;
  await database.source.transaction(async (manager) => {
    await new ProjectionRepository(manager).takeTurn(); // whoever projects waits for it
    await deploy(`${model}@1.0.0`, 'us');
    const { data } = await world.ask<{ impact: Impact }>(
      `query ($of: String!) { impact(of: $of) { complete incompleteReason } }`,
      { of: `${model}-data@1.0.0` },
    );
    const incompleteReason = 'The catalog has not yet read all that was written to models: ask again.';
    expect(data.impact).toEqual({ complete: false, incompleteReason });
    const { code } = await world.refusal('quarantineDownstream', { of: `${model}-data@1.0.0`, reason: 'none' });
    expect(code).toBe('CONFLICT');
  });
  expect(await impactOf(`${model}-data@1.0.0`)).toMatchObject({ complete: true, deployments: [{}, {}] });
});

test('of very many deployments the first 1,000 are told, and that there are more', async () => {
  const model = await modelOn('acme/everywhere', '1.0.0', '2.0.0');
  const ref = `${model}@1.1.0`;
  await deploy(`${model}@1.0.0`, 'zz');
  await deploy(ref, 'zz');
  await world.settle();
  const { manager } = world.subgraphs.get('catalog')!.database;
  const more = (count: number) =>
    manager.query(
      `INSERT INTO registry_deployment SELECT gen_random_uuid(), 'edge-' || n, model, model_version_id, started_at - n * interval '1 second', NULL
       FROM registry_deployment, generate_series(1, ${count}) AS n WHERE target = 'zz' AND ended_at IS NULL`,
    );
  await more(999);
  const whole = await impactOf(`${model}-data@2.0.0`);
  expect([whole.complete, whole.deployments.length, whole.deployments[0]]).toMatchObject([
    true,
    1_000,
    { target: 'zz', safeRollback: { version: '1.0.0' } },
  ]);
  await more(1);
  await deploy(`${model}@1.0.0`, 'elsewhere'); // what is kept of an answer goes with a write
  await world.settle();
  const cut = await impactOf(`${model}-data@2.0.0`);
  expect([cut.complete, cut.deployments.length, cut.deployments[0]?.safeRollback]).toEqual([false, 1_000, null]);
});
