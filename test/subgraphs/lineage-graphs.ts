import type { LineageNodeFact } from '#platform/database/new-ledger-event.js';
import type { Subgraph } from '#platform/federation/open-subgraph.js';
import { LineageRepository } from '#subgraphs/catalog/lineage/lineage.repository.js';
import { node } from './catalog-world.js';

/** An edge between nodes by their index. */
export type Edge = readonly [upstream: number, downstream: number];

/** Writes a graph straight into the projection. */
export async function draw(
  catalog: Subgraph,
  nodes: readonly LineageNodeFact[],
  edges: readonly Edge[],
): Promise<void> {
  const lineage = new LineageRepository(catalog.database.manager);
  await lineage.addNodes(nodes.map((fact) => ({ ...fact, at: new Date() })));
  await lineage.addEdges(
    edges.map(([up, down]) => ({
      upstreamId: idOf(nodes, up),
      downstreamId: idOf(nodes, down),
      relation: 'DERIVED_FROM',
    })),
  );
}

/** The id of a node by its index. */
export const idOf = (nodes: readonly LineageNodeFact[], index: number) => (nodes[index] as LineageNodeFact).id;
/** Dataset versions, named by their index. */
export const datasets = (count: number, name = 'd') =>
  Array.from({ length: count }, (_, i) => node('DATASET_VERSION', `${name}${String(i).padStart(4, '0')}@1.0.0`));

/** Random edges between so many nodes; without cycles they lead from the lower to the higher index. */
export function randomEdges(
  random: () => number,
  size: number,
  count: number,
  { cycles }: { readonly cycles: boolean },
): Edge[] {
  const pick = () => Math.floor(random() * size);
  const pairs = Array.from({ length: count }, (): Edge => [pick(), pick()]);
  return cycles ? pairs : pairs.flatMap(([a, b]): Edge[] => (a === b ? [] : [[Math.min(a, b), Math.max(a, b)]]));
}

/** The plain walk: the nearest first, each way by itself, with every edge between what it reached. */
export function reference(
  root: number,
  direction: 'UPSTREAM' | 'DOWNSTREAM' | 'BOTH',
  depth: number,
  edges: readonly Edge[],
) {
  const depths: Record<number, number> = {};
  const along = new Set<string>();
  let complete = true;
  for (const way of direction === 'BOTH' ? ['UPSTREAM', 'DOWNSTREAM'] : [direction]) {
    const steps = edges.map(([up, down]): Edge => (way === 'UPSTREAM' ? [down, up] : [up, down]));
    const reached = new Map([[root, 0]]);
    // A map hands out what is added while it is walked: it is the queue.
    for (const [near, distance] of reached) {
      for (const [from, to] of steps) if (from === near && !reached.has(to)) reached.set(to, distance + 1);
    }
    const within = (index: number) => (reached.get(index) ?? Infinity) <= depth;
    for (const [up, down] of edges) if (within(up) && within(down)) along.add(`${up}>${down}`);
    for (const [index, distance] of reached) {
      if (within(index)) depths[index] = Math.min(distance, depths[index] ?? Infinity);
      else complete = false;
    }
  }
  return { complete, depths, edges: [...along].sort() };
}

/** The same numbers for the same seed: mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
