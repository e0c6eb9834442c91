import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

let world: RegistryWorld;
/** The ref of the run, the logged model that it made, and the id of that. */
let run: string;
let logged: string;
let loggedModel: string;
/** When there was a logged model, and no version of it. */
let between: string;
beforeAll(async () => {
  world = await createRegistryWorld();
  const started = await made<{ run: Node }>('startRun', { experiment: 'acme/one', name: 'r' }, 'run { id ref }');
  run = started.run.ref;
  const { loggedModel: model } = await made<{ loggedModel: Node }>(
    'createLoggedModel',
    { experiment: 'acme/one', run: started.run.id, name: 'model' },
    'loggedModel { id ref }',
  );
  [logged, loggedModel] = [model.ref, model.id];
  await made('finishLoggedModel', { loggedModel, status: 'READY' });
  await made('addRunOutputs', { run: started.run.id, loggedModels: [{ loggedModel }] });
  await pause(5);
  between = new Date().toISOString();
  await pause(5);
  await made('registerModelVersion', { model: 'acme/model', loggedModel });
  const reader = await made<{ run: Node }>('startRun', { experiment: 'acme/one', name: 'reader' }, 'run { id }');
  await made('addRunInputs', { run: reader.run.id, loggedModels: [loggedModel] });
  await world.settle();
});
afterAll(() => world[Symbol.asyncDispose]());

test('a version that is registered from a logged model pins it', async () => {
  const { modelVersion } = await ask<{ modelVersion: { loggedModel: { digest: string } } }>(
    '{ modelVersion(ref: "acme/model@1.0.0") { manifest loggedModel { name status digest } } }',
  );
  expect(modelVersion).toMatchObject({
    loggedModel: { name: 'model', status: 'READY', digest: expect.stringMatching(/^sha256:/) },
    manifest: { loggedModel: { id: loggedModel, digest: modelVersion.loggedModel.digest } },
  });
  const unknown = { model: 'acme/model', loggedModel: '0190a0a0-0000-7000-8000-00000000dead' };
  expect(await world.refusal('registerModelVersion', unknown)).toMatchObject({ code: 'REFERENCE_NOT_FOUND' });
});

test('the lineage goes from the run to the logged model and to the version, and back', async () => {
  expect(await walk('acme/model@1.0.0', 'UPSTREAM')).toEqual({
    nodes: ['MODEL_VERSION acme/model@1.0.0', `LOGGED_MODEL ${logged}`, `RUN ${run}`],
    edges: [`${logged} REGISTERED_FROM acme/model@1.0.0`, `${run} PRODUCED ${logged}`],
  });
  const down = await walk(run, 'DOWNSTREAM');
  expect(down.nodes.slice(0, 2)).toEqual([`RUN ${run}`, `LOGGED_MODEL ${logged}`]);
  expect(down.nodes.slice(2).map((node) => node.split(' ')[0])).toEqual(['MODEL_VERSION', 'RUN']);
  expect(down.edges.map((edge) => edge.split(' ')[1])).toEqual(['READ', 'REGISTERED_FROM', 'PRODUCED']);
});

test('as of a moment it knows no version that was registered later', async () => {
  expect(await walk(run, 'DOWNSTREAM', between)).toEqual({
    nodes: [`RUN ${run}`, `LOGGED_MODEL ${logged}`],
    edges: [`${run} PRODUCED ${logged}`],
  });
});

test('a logged model is a node by its id, knows its lineage, and its ref says what it is', async () => {
  const query = `query ($id: ID!, $ref: String!) {
    node(id: $id) { ... on LoggedModel { ref lineage(direction: UPSTREAM) { nodes { ref } } } }
    lineage(of: $ref, direction: UPSTREAM, depth: 1) { root { kind entity { ... on LoggedModel { name } } } }
  }`;
  expect(await ask(query, { id: loggedModel, ref: logged })).toEqual({
    node: { ref: logged, lineage: { nodes: [{ ref: logged }, { ref: run }] } },
    lineage: { root: { kind: 'LOGGED_MODEL', entity: { name: 'model' } } },
  });
});

interface Node {
  readonly id: string;
  readonly ref: string;
}

interface Walk {
  readonly nodes: readonly { readonly ref: string; readonly kind: string }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly relation: string }[];
}

async function walk(of: string, direction: string, asOf: string | null = null) {
  const query = `query ($of: String!, $direction: LineageDirection!, $asOf: DateTime) {
    lineage(of: $of, direction: $direction, asOf: $asOf) { nodes { ref kind } edges { from to relation } }
  }`;
  const { nodes, edges } = (await ask<{ lineage: Walk }>(query, { of, direction, asOf })).lineage;
  return {
    nodes: nodes.map(({ kind, ref }) => `${kind} ${ref}`),
    edges: edges.map(({ from, to, relation }) => `${from} ${relation} ${to}`).sort(byRelation),
  };
}

/** In an order that is the same whatever the ids are. */
function byRelation(one: string, other: string): number {
  const relation = (edge: string) => ['READ', 'REGISTERED_FROM', 'PRODUCED'].indexOf(edge.split(' ')[1]!);
  return relation(one) - relation(other);
}

function made<T = object>(field: string, input: Record<string, unknown>, selection = '__typename'): Promise<T> {
  return world.write<T>(field, input, selection);
}

async function ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await world.ask<T>(query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}
