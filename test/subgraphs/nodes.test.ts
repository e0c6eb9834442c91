import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Pins, seedPeers } from '../support/seed-peers.js';
import { createTestGraph, NO_CACHES, type TestGraph } from '../support/test-graph.js';

let graph: TestGraph;
let pins: Pins;
let ids: Readonly<Record<string, string>>;
beforeAll(async () => {
  graph = await createTestGraph(NO_CACHES);
  pins = await seedPeers({ ask: (_, query, variables) => write(query, variables) });
  ids = await registerOfEach();
});
afterAll(() => graph[Symbol.asyncDispose]());

test('an entity of every type is found by its id, in the order asked, with its fields and those others add', async () => {
  const { data, errors } = await graph.ask<{ nodes: unknown[] }>(
    `query ($ids: [ID!]!) { nodes(ids: $ids) {
       __typename id
       ... on Model { name } ... on ModelVersion { ref model { id } } ... on Deployment { target }
       ... on Dataset { name } ... on DatasetVersion { ref dataset { name } }
       ... on Environment { name } ... on EnvironmentVersion { ref }
       ... on Experiment { name } ... on Run { name experiment { name } }
       ... on LoggedModel { name experiment { name } }
     } }`,
    { ids: Object.values(ids) },
  );
  expect(errors).toBeUndefined();
  const told: Record<string, object> = {
    Model: { name: 'acme/detector' },
    ModelVersion: { ref: 'acme/detector@1.0.0', model: { id: ids['Model'] } },
    Deployment: { target: 'prod-eu' },
    Dataset: { name: 'acme/clean' },
    DatasetVersion: { ref: pins.clean, dataset: { name: 'acme/clean' } },
    Environment: { name: 'acme/train' },
    EnvironmentVersion: { ref: pins.environment },
    Experiment: { name: 'acme/baseline' },
    Run: { name: 'pinned', experiment: { name: 'acme/baseline' } },
    LoggedModel: { name: 'model', experiment: { name: 'acme/baseline' } },
  };
  expect(data.nodes).toEqual(Object.entries(ids).map(([type, id]) => ({ __typename: type, id, ...told[type] })));
});

test('every entity of the supergraph is a Node, and its type is one that an id is looked up in', () => {
  const entities = parse(readFileSync('schema/supergraph.graphql', 'utf8')).definitions.flatMap((definition) => {
    if (definition.kind !== 'ObjectTypeDefinition') return [];
    const hasKey = definition.directives?.some(({ arguments: given }) =>
      given?.some(({ name }) => name.value === 'key'),
    );
    return hasKey ? [definition] : [];
  });
  expect(entities.map(({ name }) => name.value).sort()).toEqual(Object.keys(ids).sort());
  for (const { interfaces } of entities) expect(interfaces?.map(({ name }) => name.value)).toContain('Node');
});

test('one fragment reads the versions of every type, also where the type that is asked is wider or a union', async () => {
  const sealed = '... on SealedVersion { __typename id ref version digest manifest description createdAt createdBy }';
  const { data, errors } = await graph.ask<{ nodes: object[]; lineage: { nodes: { entity: object }[] } }>(
    `query ($ids: [ID!]!) {
       nodes(ids: $ids) { ${sealed} }
       lineage(of: "${pins.clean}", direction: UPSTREAM) { nodes { entity { ${sealed} } } }
     }`,
    { ids: [ids['Dataset'], ids['DatasetVersion'], ids['EnvironmentVersion'], ids['ModelVersion'], ids['Run']] },
  );
  expect(errors).toBeUndefined();
  const seen = (type: string, ref: string) => ({
    __typename: type,
    id: ids[type] ?? expect.any(String),
    ref,
    version: '1.0.0',
    digest: expect.stringMatching(/^sha256:/),
    manifest: expect.objectContaining({ kind: type }),
    description: null,
    createdAt: expect.any(String),
    createdBy: expect.any(String),
  });
  expect(data.nodes).toEqual([
    {},
    seen('DatasetVersion', pins.clean),
    seen('EnvironmentVersion', pins.environment),
    seen('ModelVersion', 'acme/detector@1.0.0'),
    {},
  ]);
  expect(data.lineage.nodes[0]?.entity).toEqual(seen('DatasetVersion', pins.clean));
});

test('what there is not is null in its place, and an id in upper case is the same id', async () => {
  const id = ids['Run'] as string;
  const answer = await graph.ask(
    'query ($ids: [ID!]!, $none: ID!) { nodes(ids: $ids) { __typename id } node(id: $none) { id } }',
    { ids: [randomUUID(), id.toUpperCase(), 'no-uuid', '', id], none: randomUUID() },
  );
  const run = { __typename: 'Run', id };
  expect(answer).toEqual({ data: { nodes: [null, run, null, null, run], node: null } });
});

test('what was written a moment ago is found, before the catalog has read of it, and though a kept answer said null', async () => {
  const answers: unknown[] = [];
  for (let number = 0; number < 3; number++) {
    const { startRun } = await write<{ startRun: { run: { id: string } } }>(START_RUN, {
      input: { experiment: 'acme/baseline', name: `fresh ${number}` },
    });
    answers.push((await graph.ask('query ($id: ID!) { node(id: $id) { __typename } }', { id: startRun.run.id })).data);
  }
  expect(answers).toEqual(Array(3).fill({ node: { __typename: 'Run' } }));
});

test('a hundred ids take as many SQL statements as one, and more than a hundred are refused', async () => {
  const tables = Object.keys(ids).map((type) => type.replace(/(?<=.)[A-Z]/g, '_$&').toLowerCase());
  for (const asked of [[ids['Model']], [...Object.values(ids), ...Array.from({ length: 90 }, () => randomUUID())]]) {
    graph.statements();
    const { data } = await graph.ask<{ nodes: unknown[] }>('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: asked,
    });
    expect(data.nodes).toHaveLength(asked.length);
    const read = graph.statements().map((sql) => /\bFROM (?:"?\w+"?\.)?"?(\w+)"?/.exec(sql)?.[1]);
    // One for each type; what the catalog does beside requests is not counted.
    expect(read.filter((table) => table !== undefined && tables.includes(table)).sort()).toEqual([...tables].sort());
  }
  const { errors } = await graph.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids: Array.from({ length: 101 }, () => randomUUID()),
  });
  expect(errors?.[0]).toMatchObject({ path: ['nodes'], extensions: { code: 'BAD_USER_INPUT' } });
});

test('a version tells the aliases that point to it, and a model one alias by its name, now and at a moment', async () => {
  const before = new Date();
  await write('mutation ($input: SetAliasInput!) { setAlias(input: $input) { alias { name } } }', {
    input: { model: 'acme/detector', alias: 'champion', version: '1.0.0' },
  });
  const answer = await graph.ask(
    `query ($before: DateTime!) { model(name: "acme/detector") {
       alias(name: "champion") { name modelVersion { version } }
       earlier: alias(name: "champion", asOf: $before) { name }
       none: alias(name: "nobody") { name }
       versions { nodes { version aliases { name } earlier: aliases(asOf: $before) { name } } }
     } }`,
    { before },
  );
  expect(answer).toEqual({
    data: {
      model: {
        alias: { name: 'champion', modelVersion: { version: '1.0.0' } },
        earlier: null,
        none: null,
        versions: {
          nodes: [
            { version: '1.0.1', aliases: [], earlier: [] },
            { version: '1.0.0', aliases: [{ name: 'champion' }], earlier: [] },
          ],
        },
      },
    },
  });
});

test('a dry run is a query: which version it would be, and why', async () => {
  const input = { model: 'acme/detector', run: pins.run, config: { threshold: 0.9 } };
  const { data, errors } = await graph.ask<{ previewModelVersion: { version: string; bump: object } }>(
    'query ($input: RegisterModelVersionInput!) { previewModelVersion(input: $input) { version bump { level reasons } } }',
    { input },
  );
  expect(errors).toBeUndefined();
  expect(data.previewModelVersion).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    bump: { level: expect.any(String), reasons: expect.arrayContaining([expect.any(String)]) },
  });
});

async function write<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await graph.ask<T>(query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

const START_RUN = 'mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } } }';

/** The id of one entity of each type. */
async function registerOfEach(): Promise<Record<string, string>> {
  const REGISTER = 'mutation ($input: RegisterModelVersionInput!) { registerModelVersion(input: $input) { created } }';
  const model = 'acme/detector';
  await write(REGISTER, { input: { model, run: pins.run, environment: pins.environment } });
  await write(REGISTER, { input: { model, run: pins.run, environment: pins.environment, config: { threshold: 0.5 } } });
  await write('mutation ($input: RecordDeploymentInput!) { recordDeployment(input: $input) { deployment { id } } }', {
    input: { modelVersion: `${model}@1.0.0`, target: 'prod-eu' },
  });
  const { createLoggedModel: logged } = await write<{ createLoggedModel: { loggedModel: { id: string } } }>(
    'mutation { createLoggedModel(input: { experiment: "acme/baseline", name: "model" }) { loggedModel { id } } }',
    {},
  );
  type Found = Record<string, { id: string; of?: { id: string } }> & { deployments: { nodes: { id: string }[] } };
  const found = await write<Found>(
    `query ($clean: String!, $environment: String!, $run: ID!) {
       modelVersion(ref: "acme/detector@1.0.0") { id of: model { id } }
       deployments(target: "prod-eu") { nodes { id } }
       datasetVersion(ref: $clean) { id of: dataset { id } }
       environmentVersion(ref: $environment) { id of: environment { id } }
       run(id: $run) { id of: experiment { id } }
     }`,
    { clean: pins.clean, environment: pins.environment, run: pins.run },
  );
  return {
    Model: found['modelVersion']?.of?.id ?? '',
    ModelVersion: found['modelVersion']?.id ?? '',
    Deployment: found.deployments.nodes[0]?.id ?? '',
    Dataset: found['datasetVersion']?.of?.id ?? '',
    DatasetVersion: found['datasetVersion']?.id ?? '',
    Environment: found['environmentVersion']?.of?.id ?? '',
    EnvironmentVersion: found['environmentVersion']?.id ?? '',
    Experiment: found['run']?.of?.id ?? '',
    Run: found['run']?.id ?? '',
    LoggedModel: logged.loggedModel.id,
  };
}
