import { expect, test } from 'vitest';
import type { LineageFact, LineageUpstream } from '#platform/database/new-ledger-event.js';
import type { Subgraph } from '#platform/federation/open-subgraph.js';
import { ask, createCatalogWorld, level, node } from './catalog-world.js';
import { createRandom, type Edge, reference } from './lineage-graphs.js';
import { rebuilt } from './rebuilt.js';

const WALK = `query ($of: String!, $direction: LineageDirection!, $depth: Int) {
  lineage(of: $of, direction: $direction, depth: $depth) { complete nodes { ref kind depth } edges { from to } }
}`;
interface Walk {
  readonly complete: boolean;
  readonly nodes: readonly { readonly ref: string; readonly kind: string; readonly depth: number }[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}
const walk = async (catalog: Subgraph, of: string, direction: string, depth = 10): Promise<Walk> =>
  (await ask(catalog, WALK, { of, direction, depth })).data.lineage;

const COLUMNS = ['a', 'b', 'c#d'];

/** Datasets, then runs over them, then versions over both; about half of what reads a dataset names columns of it. */
function randomFacts(random: () => number, graph: number): LineageFact[] {
  const facts: LineageFact[] = [];
  const add = (kind: string, ref: string, from: readonly LineageFact[], relation: string) => {
    const upstream = from
      .filter(() => random() < 0.4)
      .map(({ node }): LineageUpstream => {
        const columns = COLUMNS.filter(() => random() < 0.5);
        const named = node.kind === 'DATASET_VERSION' && kind !== 'DATASET_VERSION' && columns.length > 0;
        const derived = kind === 'DATASET_VERSION' && columns.length > 0;
        const columnEdges = columns.map((from) => ({ from, to: COLUMNS[Math.floor(random() * 3)]! }));
        return {
          ...node,
          relation,
          ...(named && random() < 0.6 && { columns }),
          ...(derived && random() < 0.6 && { columnEdges }),
        };
      });
    facts.push({ node: node(kind, `g${graph}/${ref}`), upstream });
  };
  for (let i = 0; i < 4; i++) add('DATASET_VERSION', `data@${i}.0.0`, [...facts], 'DERIVED_FROM');
  const data = [...facts];
  for (let i = 0; i < 4; i++) add('RUN', `run@${i}`, data, 'TRAINED_ON');
  for (let i = 0; i < 5; i++) add('MODEL_VERSION', `model@${i}.0.0`, [...facts], 'TRAINED_ON');
  return facts;
}

/** The edges that facts stand for, between refs. */
function edgesOf(facts: readonly LineageFact[], { columns: withColumns }: { readonly columns: boolean }) {
  const edges = new Set<string>();
  for (const { node, upstream } of facts) {
    for (const { ref, columns = [], columnEdges = [] } of upstream) {
      edges.add(`${ref} ${node.ref}`);
      for (const name of withColumns ? columns : [])
        edges.add(`${ref} ${ref}#${name}`).add(`${ref}#${name} ${node.ref}`);
      for (const { from, to } of withColumns ? columnEdges : []) {
        const [origin, made] = [`${ref}#${from}`, `${node.ref}#${to}`];
        edges.add(`${ref} ${origin}`).add(`${node.ref} ${made}`).add(`${origin} ${made}`);
      }
    }
  }
  return [...edges].map((edge) => edge.split(' ') as [string, string]);
}

test('a walk with columns is what a plain walk finds, and leads to the same things as one without', async () => {
  await using world = await createCatalogWorld();
  await using catalog = await world.openCatalog();
  const graphs = Array.from({ length: 6 }, (_, index) => randomFacts(createRandom(index + 1), index));
  for (const fact of graphs.flat()) await world.record('models', fact);
  await catalog.start();
  await level(catalog);
  for (const facts of graphs) {
    const whole = edgesOf(facts, { columns: true });
    const refs = [...new Set([...facts.map(({ node }) => node.ref), ...whole.flat()])];
    const indexed = (edges: readonly (readonly [string, string])[]) =>
      edges.map(([up, down]): Edge => [refs.indexOf(up), refs.indexOf(down)]);
    for (const root of refs) {
      for (const direction of ['UPSTREAM', 'DOWNSTREAM', 'BOTH'] as const) {
        for (const depth of [1, 2, 10]) {
          const found = await walk(catalog, root, direction, depth);
          const told = {
            complete: found.complete,
            depths: Object.fromEntries(found.nodes.map(({ ref, depth }) => [refs.indexOf(ref), depth])),
            edges: indexed(found.edges.map(({ from, to }) => [from, to] as const))
              .map(([up, down]) => `${up}>${down}`)
              .sort(),
          };
          expect(told).toEqual(reference(refs.indexOf(root), direction, depth, indexed(whole)));
          if (root.includes('#')) continue;
          const plain = indexed(edgesOf(facts, { columns: false }));
          const others = found.nodes.filter(({ kind }) => kind !== 'COLUMN');
          expect(Object.fromEntries(others.map(({ ref, depth }) => [refs.indexOf(ref), depth]))).toEqual(
            reference(refs.indexOf(root), direction, depth, plain).depths,
          );
        }
      }
    }
  }
});

test('a column is there since the first that named it, whichever ledger is read first and however often', async () => {
  await using world = await createCatalogWorld();
  const data = node('DATASET_VERSION', 'acme/data@1.0.0');
  const reads = [{ ...data, relation: 'TRAINED_ON', columns: ['amount'] }];
  await world.record('datasets', { node: data, upstream: [] });
  await world.record('experiments', { node: node('RUN', 'acme/run@1'), upstream: reads });
  await world.record('models', { node: node('MODEL_VERSION', 'acme/model@1.0.0'), upstream: reads });
  await using catalog = await world.openCatalog();
  world.down.add('experiments');
  await catalog.start();
  const column = async () =>
    (
      await ask(
        catalog,
        'query ($of: String!) { lineage(of: $of, direction: BOTH) { complete root { id createdAt } nodes { ref } } }',
        {
          of: 'acme/data@1.0.0#amount',
        },
      )
    ).data?.lineage;
  await expect.poll(async () => (await column())?.nodes).toHaveLength(3);
  const late = (await column()).root;

  world.down.delete('experiments');
  await level(catalog);
  const whole = await column();
  expect(whole).toMatchObject({ complete: true, root: { id: late.id }, nodes: [{}, {}, {}, {}] });
  expect(whole.root.createdAt < late.createdAt).toBe(true);

  await rebuilt(catalog);
  await level(catalog);
  expect(await column()).toEqual(whole);
});

test('as of a moment before anything named it, a column is not there and what it leads to is', async () => {
  await using world = await createCatalogWorld();
  await using catalog = await world.openCatalog();
  const data = node('DATASET_VERSION', 'acme/data@1.0.0');
  const run = node('RUN', 'acme/run@1');
  await world.record('datasets', { node: data, upstream: [] });
  await world.record('experiments', { node: run, upstream: [{ ...data, relation: 'TRAINED_ON' }] });
  const [{ now }] = await catalog.database.manager.query('SELECT clock_timestamp() AS now');
  await new Promise((resolve) => setTimeout(resolve, 5));
  const reads = [{ ...data, relation: 'TRAINED_ON', columns: ['amount'] }];
  await world.record('models', { node: node('MODEL_VERSION', 'acme/model@1.0.0'), upstream: reads });
  await catalog.start();
  await level(catalog);
  const { data: answer } = await ask(
    catalog,
    'query ($asOf: DateTime) { lineage(of: "acme/data@1.0.0", direction: DOWNSTREAM, asOf: $asOf) { nodes { ref } } }',
    { asOf: new Date(now.getTime() + 1).toISOString() },
  );
  expect(answer.lineage.nodes).toEqual([{ ref: data.ref }, { ref: run.ref }]);
});
