import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LineageLoaders } from '#subgraphs/catalog/lineage/lineage.loaders.js';
import { readLineagePath } from '#subgraphs/catalog/lineage/lineage-path.js';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

let world: RegistryWorld;
let between: string;
beforeAll(async () => {
  world = await createRegistryWorld();
  const dataset = (name: string, derivedFrom: string[] = []) =>
    world.write('registerDatasetVersion', { dataset: `acme/${name}`, derivedFrom }, 'created');
  await dataset('raw');
  await dataset('clean', ['acme/raw@1.0.0']);
  await world.write(
    'registerModelVersion',
    { model: 'acme/model', datasets: [{ ref: 'acme/clean@1.0.0' }] },
    'created',
  );
  await pause(5);
  between = new Date().toISOString();
  await pause(5);
  await world.write('registerModelVersion', { model: 'acme/tuned', parents: ['acme/model@1.0.0'] }, 'created');
  await world.write('recordDeployment', { modelVersion: 'acme/tuned@1.0.0', target: 'eu' }, '__typename');
  await world.write('setAlias', { model: 'acme/tuned', alias: 'production', version: '1.0.0' }, '__typename');
  await dataset('lonely');
  await world.settle();
});
afterAll(() => world[Symbol.asyncDispose]());

const LINEAGE = `query ($of: String!, $direction: LineageDirection!, $kinds: [LineageKind!], $stopAt: [LineageKind!], $asOf: DateTime) {
  lineage(of: $of, direction: $direction, kinds: $kinds, stopAt: $stopAt, asOf: $asOf) { complete nodes { ref kind } edges { from to } }
}`;
interface Answer {
  readonly complete: boolean;
  readonly nodes: readonly { readonly ref: string; readonly kind: string }[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}
const walk = async (of: string, direction: string, over: object = {}) => {
  const { lineage } = (await world.ask<{ lineage: Answer }>(LINEAGE, { of, direction, ...over })).data;
  return { ...lineage, nodes: lineage.nodes.map(({ ref, kind }) => (kind === 'DEPLOYMENT' ? kind : ref)) };
};

test('a walk goes through all kinds and returns those that were asked for', async () => {
  expect(await walk('acme/raw@1.0.0', 'DOWNSTREAM', { kinds: ['MODEL_VERSION'] })).toEqual({
    complete: true,
    nodes: ['acme/raw@1.0.0', 'acme/model@1.0.0', 'acme/tuned@1.0.0'],
    edges: [{ from: 'acme/model@1.0.0', to: 'acme/tuned@1.0.0' }],
  });
});

test('a walk stops at the kinds that were told, and knows that it is complete', async () => {
  expect(await walk('acme/raw@1.0.0', 'DOWNSTREAM', { stopAt: ['MODEL_VERSION'] })).toMatchObject({
    complete: true,
    nodes: ['acme/raw@1.0.0', 'acme/clean@1.0.0', 'acme/model@1.0.0'],
  });
});

test('a walk as of a moment knows nothing that was recorded later', async () => {
  expect((await walk('acme/raw@1.0.0', 'DOWNSTREAM', { asOf: between })).nodes).toEqual([
    'acme/raw@1.0.0',
    'acme/clean@1.0.0',
    'acme/model@1.0.0',
  ]);
  expect((await walk('acme/raw@1.0.0', 'DOWNSTREAM')).nodes).toHaveLength(5);
});

test.each(['acme/tuned@production', 'acme/tuned@latest'])('a walk begins at what %s selects', async (of) => {
  expect((await walk(of, 'UPSTREAM')).nodes).toEqual([
    'acme/tuned@1.0.0',
    'acme/model@1.0.0',
    'acme/clean@1.0.0',
    'acme/raw@1.0.0',
  ]);
});

const PATH =
  'query ($from: String!, $to: String!) { lineagePath(from: $from, to: $to) { connected complete nodes { ref } edges { from to relation } } }';
const pathOf = async (from: string, to: string) =>
  (await world.ask<{ lineagePath: object }>(PATH, { from, to })).data.lineagePath;

test('a path tells why two things are connected, whichever is named first', async () => {
  const path = {
    connected: true,
    complete: true,
    nodes: [{ ref: 'acme/raw@1.0.0' }, { ref: 'acme/clean@1.0.0' }, { ref: 'acme/model@1.0.0' }],
    edges: [
      { from: 'acme/raw@1.0.0', to: 'acme/clean@1.0.0', relation: 'DERIVED_FROM' },
      { from: 'acme/clean@1.0.0', to: 'acme/model@1.0.0', relation: 'TRAINED_ON' },
    ],
  };
  expect(await pathOf('acme/raw@1.0.0', 'acme/model@1.0.0')).toEqual(path);
  expect(await pathOf('acme/model@1.0.0', 'acme/raw@1.0.0')).toEqual(path);
});

test.each([true, false])('a path is sure, but while a ledger has a problem (%s)', async (isDoubtful) => {
  const [root, goal] = ['a', 'b'].map((id, depth) => ({
    id,
    ref: id,
    kind: 'RUN',
    depth,
    createdAt: null,
    entity: null,
  }));
  const edges = [{ from: 'a', to: 'b', fromId: 'a', toId: 'b', relation: 'READ' }];
  const loaders = {
    nodesByName: { load: async (id: string) => [{ id }] },
    lineageBy: () => ({ load: async () => ({ root, nodes: [root, goal], edges, complete: !isDoubtful, isDoubtful }) }),
  };
  const path = await readLineagePath('a', 'b', { loaders } as unknown as { loaders: LineageLoaders });
  expect([path.connected, path.complete, path.nodes.length]).toEqual([true, !isDoubtful, 2]);
});

test('what is not connected has no path, and a thing is connected with itself', async () => {
  expect(await pathOf('acme/lonely@1.0.0', 'acme/model@1.0.0')).toEqual({
    connected: false,
    complete: true,
    nodes: [],
    edges: [],
  });
  expect(await pathOf('acme/raw@1.0.0', 'acme/raw@1.0.0')).toMatchObject({ connected: true, nodes: [{}], edges: [] });
});
