import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LineageNodeFact } from '#platform/database/new-ledger-event.js';
import { catalog } from '#subgraphs/catalog/index.js';
import { LineageRepository } from '#subgraphs/catalog/lineage/lineage.repository.js';
import { NODE_HISTORY_OF_EVENTS } from '#subgraphs/catalog/migrations/1796045500000-keep-node-history.js';
import { createRandom } from '../support/seeded-random.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';
import { node } from './catalog-world.js';
import { idOf, randomEdges } from './lineage-graphs.js';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

const QUERY = `query ($of: String!, $direction: LineageDirection!, $depth: Int, $kinds: [LineageKind!], $asOf: DateTime) {
  lineage(of: $of, direction: $direction, depth: $depth, kinds: $kinds, asOf: $asOf) {
    nodes { id kind label group status active aliases upstreamCount downstreamCount }
  }
}`;
interface Drawn {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly group: string | null;
  readonly upstreamCount: number;
  readonly downstreamCount: number;
}
type Answer = { readonly lineage: { readonly nodes: readonly Drawn[] } };

describe('a node of the lineage, of a registry', () => {
  let world: RegistryWorld;
  const moments: string[] = [];
  const now = async () => {
    await pause(5);
    moments.push(new Date().toISOString());
    await pause(5);
  };
  beforeAll(async () => {
    world = await createRegistryWorld();
    const dataset = { dataset: 'acme/raw', schema: [{ name: 'amount', type: 'float' }] };
    await world.write('registerDatasetVersion', dataset, 'created');
    const run = {
      experiment: 'acme/nightly',
      name: 'a night',
      inputs: [{ ref: 'acme/raw@1.0.0', columns: ['amount'] }],
    };
    const { id } = (await world.write<{ run: { id: string } }>('startRun', run, 'run { id }')).run;
    await now();
    const made = { experiment: 'acme/nightly', run: id, name: 'logged' };
    const { loggedModel } = await world.write<{ loggedModel: { id: string } }>(
      'createLoggedModel',
      made,
      'loggedModel { id }',
    );
    await world.write('renameRun', { run: id, name: 'a day' }, '__typename');
    await world.write('finishLoggedModel', { loggedModel: loggedModel.id, status: 'READY' }, '__typename');
    await world.write('finishRun', { run: id, status: 'FINISHED' }, '__typename');
    const version = { model: 'acme/model', run: id, loggedModel: loggedModel.id, config: { depth: 1 } };
    await world.write('registerModelVersion', version, 'created');
    await now();
    const alias = { model: 'acme/model', alias: 'production', version: '1.0.0' };
    await world.write('setAlias', alias, '__typename');
    await world.write('setAlias', { ...alias, alias: 'best' }, '__typename');
    const served = { modelVersion: 'acme/model@1.0.0', target: 'demo-eu' };
    const { deployment } = await world.write<{ deployment: { id: string } }>(
      'recordDeployment',
      served,
      'deployment { id }',
    );
    await now();
    await world.write('removeAlias', { model: 'acme/model', alias: 'best' }, '__typename');
    await world.write('registerModelVersion', { ...version, config: { depth: 2 } }, 'created');
    await world.write('setAlias', { ...alias, version: '1.0.1' }, '__typename');
    await world.write('endDeployment', { deployment: deployment.id }, '__typename');
    await world.settle();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const drawn = async (asOf?: string) => {
    const { data, errors } = await world.ask<Answer>(QUERY, { of: 'acme/raw@1.0.0', direction: 'DOWNSTREAM', asOf });
    expect(errors).toBeUndefined();
    return data.lineage.nodes.map(({ id: _, ...shown }) => shown).sort((a, b) => (a.label < b.label ? -1 : 1));
  };
  const still = { status: null, active: null, aliases: [] };

  test('has words, a status and aliases of its own moment, without a statement more than a walk', async () => {
    expect(await drawn(moments[0])).toEqual([
      {
        ...still,
        kind: 'RUN',
        label: 'a night',
        group: 'acme/nightly',
        status: 'RUNNING',
        upstreamCount: 2,
        downstreamCount: 0,
      },
      {
        ...still,
        kind: 'DATASET_VERSION',
        label: 'acme/raw 1.0.0',
        group: 'acme/raw',
        upstreamCount: 0,
        downstreamCount: 2,
      },
      {
        ...still,
        kind: 'COLUMN',
        label: 'amount (acme/raw 1.0.0)',
        group: 'acme/raw#amount',
        upstreamCount: 1,
        downstreamCount: 1,
      },
    ]);
    const words = async (asOf?: string) =>
      (await drawn(asOf)).map(({ upstreamCount: _, downstreamCount: __, group: ___, ...rest }) => rest);
    const data = [
      { ...still, kind: 'DATASET_VERSION', label: 'acme/raw 1.0.0' },
      { ...still, kind: 'COLUMN', label: 'amount (acme/raw 1.0.0)' },
    ];
    const made = { ...still, kind: 'LOGGED_MODEL', label: 'logged', status: 'READY' };
    const run = { ...still, kind: 'RUN', label: 'a day', status: 'FINISHED' };
    const model = { kind: 'MODEL_VERSION', label: 'acme/model 1.0.0', status: 'IN_REVIEW', active: false, aliases: [] };
    expect(await words(moments[1])).toEqual([run, model, ...data, made]);
    const live = { ...model, status: 'PRODUCTION', active: true, aliases: ['best', 'production'] };
    const served = { ...still, kind: 'DEPLOYMENT', label: 'demo-eu', active: true };
    expect(await words(moments[2])).toEqual([run, live, ...data, served, made]);
    const next = {
      ...model,
      label: 'acme/model 1.0.1',
      status: 'PRODUCTION',
      aliases: ['production'],
    };
    const left = { ...model, status: 'APPROVED' };
    expect(await words()).toEqual([run, left, next, ...data, { ...served, active: false }, made]);
    expect(await words(new Date().toISOString())).toEqual(await words());
  });

  test('has a history that is the same whether its events were read one by one, or stood there when it was made', async () => {
    const { manager } = world.subgraphs.get('catalog')!.database;
    const rows = () => manager.query('SELECT * FROM node_history ORDER BY slot, valid_from, valid_to, value');
    const projected = await rows();
    expect(projected.length).toBeGreaterThan(10);
    await manager.query('TRUNCATE node_history');
    await manager.query(NODE_HISTORY_OF_EVENTS);
    expect(await rows()).toEqual(projected);
  });
});

describe('the neighbours of a node', () => {
  let opened: TestSubgraph;
  beforeAll(async () => {
    opened = await openTestSubgraph(catalog);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const KINDS = ['DATASET_VERSION', 'RUN', 'MODEL_VERSION', 'COLUMN'];
  const moment = (index: number) => new Date(Date.UTC(2026, 0, 1 + index));

  /** A random graph of nodes of any kind, each recorded a day after the one before. */
  async function drawRandom(seed: number, size: number): Promise<readonly LineageNodeFact[]> {
    const random = createRandom(seed);
    const nodes = Array.from({ length: size }, (_, index) =>
      node(KINDS[Math.floor(random() * KINDS.length)]!, `s${seed}/${index}@1.0.0`),
    );
    const edges = randomEdges(random, size, 2 * size, { cycles: seed % 2 === 1 });
    const lineage = new LineageRepository(opened.subgraph.database.manager);
    await lineage.addNodes(nodes.map((fact, index) => ({ ...fact, at: moment(index) })));
    for (const relation of ['DERIVED_FROM', 'READ'])
      await lineage.addEdges(
        edges.map(([up, down]) => ({ upstreamId: idOf(nodes, up), downstreamId: idOf(nodes, down), relation })),
      );
    return nodes;
  }

  const nodesOf = async (variables: object) => {
    const { data, errors } = await opened.ask<Answer>(QUERY, { ...variables });
    expect(errors).toBeUndefined();
    return data.lineage.nodes;
  };

  test('are as many as a walk of one step meets, of the kinds and at the moment of the walk, in random graphs', async () => {
    for (let seed = 1; seed <= 4; seed++) {
      const nodes = await drawRandom(seed, 14);
      for (const asked of [{}, { kinds: ['RUN', 'DATASET_VERSION'] }, { asOf: moment(9).toISOString() }]) {
        const shown = await nodesOf({ of: idOf(nodes, 0), direction: 'BOTH', ...asked });
        const steps = shown.map(({ id: of }) =>
          Promise.all(['UPSTREAM', 'DOWNSTREAM'].map((direction) => nodesOf({ of, direction, depth: 1, ...asked }))),
        );
        expect(shown.map((one) => [one.upstreamCount, one.downstreamCount])).toEqual(
          (await Promise.all(steps)).map((ways) => ways.map((met) => met.length - 1)),
        );
      }
    }
  });

  test('and all else that is drawn of nodes are read with as many statements for 300 nodes as for two', async () => {
    const statementsFor = async (size: number) => {
      const nodes = await drawRandom(100 + size, size);
      const hub = nodes.slice(1).map(({ id }) => ({ upstreamId: idOf(nodes, 0), downstreamId: id, relation: 'READ' }));
      await new LineageRepository(opened.subgraph.database.manager).addEdges(hub);
      opened.statements();
      const shown = await nodesOf({ of: idOf(nodes, 0), direction: 'BOTH', depth: 1 });
      return { count: opened.statements().length, nodes: shown.length };
    };
    const [few, many] = [await statementsFor(2), await statementsFor(300)];
    expect([few.nodes, many.nodes]).toEqual([2, 300]);
    expect(many.count).toBe(few.count);
  });
});
