import { Field, ObjectType } from 'type-graphql';
import { findRoot } from './find-root.js';
import { MAX_DEPTH, MAX_NODES } from './lineage.args.js';
import type { LineageLoaders } from './lineage.loaders.js';
import type { Lineage } from './lineage.type.js';
import { LineageEdge, LineageNode } from './lineage-parts.js';

/** Why two things are connected. */
@ObjectType({
  description: 'Why two things are connected: a shortest way from one to the other.',
  simpleResolvers: true,
})
export class LineagePath {
  @Field(() => Boolean, { description: 'Whether one of them rests on the other.' })
  connected: boolean;

  @Field(() => Boolean, {
    description:
      'Whether the answer is sure: false where more lies between them than was walked over, and while a ledger has a problem (`catalogStatus`).',
  })
  complete: boolean;

  @Field(() => [LineageNode], {
    description: 'The nodes on the way, the upstream end first; empty where they are not connected.',
  })
  nodes: readonly LineageNode[];

  @Field(() => [LineageEdge], { description: 'The edges on the way, each from the node before to the one after it.' })
  edges: readonly LineageEdge[];
}

/**
 * A shortest way between two things, whichever of them is upstream.
 * @throws {PedigraphError} NOT_FOUND or AMBIGUOUS_REFERENCE for what either names.
 */
export async function readLineagePath(
  from: string,
  to: string,
  { loaders }: { readonly loaders: LineageLoaders },
): Promise<LineagePath> {
  const [start, end] = await Promise.all([
    findRoot(from, null, loaders.nodesByName),
    findRoot(to, null, loaders.nodesByName),
  ]);
  const downstream = loaders.lineageBy({ direction: 'DOWNSTREAM', depth: MAX_DEPTH, first: MAX_NODES });
  const walks: readonly (readonly [Lineage | null, string])[] = [
    [await downstream.load(start), end],
    [await downstream.load(end), start],
  ];
  for (const [walk, goal] of walks) {
    const way = walk === null ? null : shortestWay(walk, goal);
    if (way !== null) return { connected: true, complete: walk?.isDoubtful === false, ...way };
  }
  return { connected: false, complete: walks.every(([walk]) => walk?.complete === true), nodes: [], edges: [] };
}

/** Back from the goal: every node was first met from one that is a step nearer to the root. */
function shortestWay({ nodes, edges, root }: Lineage, goal: string): Pick<LineagePath, 'nodes' | 'edges'> | null {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const last = byId.get(goal);
  if (last === undefined) return null;
  const incoming = new Map<string, LineageEdge[]>();
  for (const edge of edges) incoming.set(edge.toId, [...(incoming.get(edge.toId) ?? []), edge]);
  const way: { nodes: LineageNode[]; edges: LineageEdge[] } = { nodes: [last], edges: [] };
  for (let node = last; node.id !== root.id; ) {
    const { depth } = node;
    const edge = incoming.get(node.id)?.find(({ fromId }) => byId.get(fromId)?.depth === depth - 1);
    if (edge === undefined) return null;
    node = byId.get(edge.fromId)!;
    way.nodes.unshift(node);
    way.edges.unshift(edge);
  }
  return way;
}
