import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

let world: RegistryWorld;
beforeAll(async () => {
  world = await createRegistryWorld();
  for (const config of [1, 2])
    await world.write('registerModelVersion', { model: 'fraud/detector', config }, 'created');
  await world.write('registerModelVersion', { model: 'fraud/scorer' }, 'created');
  await world.write('setAlias', { model: 'fraud/detector', alias: 'production', version: '1.0.0' }, 'previous { ref }');
  await world.write('registerDatasetVersion', { dataset: 'fraud/transactions' }, 'created');
  await world.settle();
});
afterAll(() => world[Symbol.asyncDispose]());

const STATUS =
  'query ($ref: String!, $kind: LineageKind) { refStatus(ref: $ref, kind: $kind) { found unknown nearest message } }';

async function statusOf(ref: string, kind: string | null = null) {
  const { data, errors } = await world.ask<{ refStatus: object }>(STATUS, { ref, kind });
  expect(errors).toBeUndefined();
  return data.refStatus;
}

test.each(['fraud/detector@1.0.0', 'fraud/detector@production', 'fraud/detector@latest', 'fraud/transactions@1.0.0'])(
  '%s selects something',
  async (ref) => {
    expect(await statusOf(ref)).toEqual({
      found: true,
      unknown: null,
      nearest: [],
      message: `"${ref}" selects something.`,
    });
  },
);

test.each<[ref: string, unknown: string, nearest: readonly string[]]>([
  ['fraud/detektor@1.0.0', 'NAME', ['fraud/detector@1.0.0']],
  ['frad/detector@production', 'NAME', ['fraud/detector@production']],
  ['fraud/transaction@latest', 'NAME', ['fraud/transactions@latest']],
  ['elsewhere/nothing-alike@1.0.0', 'NAME', []],
  ['fraud/detector@1.0.7', 'VERSION', ['fraud/detector@1.0.0', 'fraud/detector@1.0.1']],
  ['fraud/detector@producton', 'ALIAS', ['fraud/detector@production']],
  [`fraud/detector@sha256:${'0'.repeat(64)}`, 'DIGEST', []],
  ['fraud/transactions@1.0.0#amount', 'COLUMN', []],
  ['fraud/transaction@1.0.0#amount', 'NAME', ['fraud/transactions@1.0.0']],
  ['not a ref', 'FORM', []],
  ['fraud/detector', 'FORM', []],
])('%s: the part that is unknown is told, and what is spelled nearly so', async (ref, unknown, nearest) => {
  expect(await statusOf(ref)).toEqual({ found: false, unknown, nearest, message: expect.any(String) });
});

test('an id is known or not, of whichever type', async () => {
  const { data } = await world.ask<{ model: { id: string } }>('{ model(name: "fraud/detector") { id } }');
  expect(await statusOf(data.model.id)).toMatchObject({ found: true });
  expect(await statusOf(randomUUID())).toMatchObject({ found: false, unknown: 'ID' });
});

test('what is of another kind is not found as the kind that is asked for', async () => {
  expect(await statusOf('fraud/transactions@1.0.0', 'DATASET_VERSION')).toMatchObject({ found: true });
  expect(await statusOf('fraud/transactions@1.0.0', 'MODEL_VERSION')).toMatchObject({ found: false, unknown: 'NAME' });
});

test('what was written a moment ago selects something, before the catalog has read of it', async () => {
  const { modelVersion } = await world.write<{ modelVersion: { ref: string } }>(
    'registerModelVersion',
    { model: 'fraud/fresh' },
    'modelVersion { ref }',
  );
  expect(await statusOf(modelVersion.ref)).toMatchObject({ found: true });
});
