import type { LineageArgs } from './lineage.args.js';
import type { LineageDirection, LineageKind, LineageWay } from './lineage.enums.js';
import type { LineageEdgeRow, LineageNodeRow, LineageRepository } from './lineage.repository.js';
import type { Lineage } from './lineage.type.js';
import { entityOf } from './lineage-entity.js';
import type { LineageEdge, LineageNode } from './lineage-parts.js';
import type { Walk } from './lineage-walk.js';
import { walkLineage } from './walk-lineage.js';

const WAYS: Readonly<Record<LineageDirection, readonly LineageWay[]>> = {
  UPSTREAM: ['UPSTREAM'],
  DOWNSTREAM: ['DOWNSTREAM'],
  BOTH: ['UPSTREAM', 'DOWNSTREAM'],
};

/**
 * The lineage of many nodes, by id, in the order of the ids; null for one the catalog does not know.
 * The number of statements grows with the depth, not with the number of ids.
 */
export async function readLineages(
  ids: readonly string[],
  { direction, depth, first, kinds, stopAt, asOf }: LineageArgs,
  repository: LineageRepository,
): Promise<(Lineage | null)[]> {
  const walksByWay = await Promise.all(
    WAYS[direction].map((way) =>
      walkLineage(ids, { way, depth, first, stopAt: new Set(stopAt), asOf: asOf ?? null }, (query) =>
        repository.stepsFrom(query),
      ),
    ),
  );
  const reached = new Set(walksByWay.flatMap((walks) => walks.flatMap((walk) => [...walk.depthOf.keys()])));
  const rows = new Map((await repository.findByIds([...reached])).map((row) => [row.id, row]));
  return ids.map((id, index) => {
    const walks = walksByWay.flatMap((walks) => walks[index] ?? []);
    const lineage = rows.has(id) ? lineageOf(walks, rows, direction !== 'DOWNSTREAM') : null;
    return lineage === null || kinds == null ? lineage : onlyKinds(lineage, new Set(kinds));
  });
}

function onlyKinds(lineage: Lineage, kinds: ReadonlySet<LineageKind>): Lineage {
  const nodes = lineage.nodes.filter((node) => node === lineage.root || kinds.has(node.kind));
  const kept = new Set(nodes.map((node) => node.id));
  return { ...lineage, nodes, edges: lineage.edges.filter((edge) => kept.has(edge.fromId) && kept.has(edge.toId)) };
}

function lineageOf(
  walks: readonly Walk[],
  rows: ReadonlyMap<string, LineageNodeRow>,
  upstream: boolean,
): Lineage | null {
  const nodes = nodesOf(walks, rows);
  const [root] = nodes;
  if (root === undefined) return null;
  // Upstream of a thing whose own event is still to be read there may be anything.
  const unread = upstream ? nodes.filter(({ at }) => at === null).length : 0;
  const reasons = [
    ...walks.flatMap(({ cutShort }) => cutShort ?? []),
    ...(unread === 0
      ? []
      : [`what ${unread} of the nodes ${unread === 1 ? 'rests' : 'rest'} on is not read yet: ask again in a moment.`]),
  ];
  return {
    root,
    complete: reasons.length === 0,
    truncatedBecause: reasons.length === 0 ? null : reasons.map(capitalised).join(' '),
    nodes,
    edges: edgesOf(walks, rows),
  };
}

function nodesOf(walks: readonly Walk[], rows: ReadonlyMap<string, LineageNodeRow>): LineageNode[] {
  const depths = new Map<string, number>();
  for (const { depthOf } of walks) {
    for (const [id, depth] of depthOf) depths.set(id, Math.min(depth, depths.get(id) ?? depth));
  }
  const nodes = [...depths].flatMap(([id, depth]) => {
    const row = rows.get(id);
    if (row === undefined) return [];
    const kind = row.kind as LineageKind;
    return [{ id, ref: row.ref, kind, depth, at: row.at, entity: entityOf(kind, id) }];
  });
  return nodes.sort((a, b) => a.depth - b.depth || compare(a.ref, b.ref) || compare(a.id, b.id));
}

function edgesOf(walks: readonly Walk[], rows: ReadonlyMap<string, LineageNodeRow>): LineageEdge[] {
  const edges = new Map<string, LineageEdge>();
  for (const { upstreamId, downstreamId, relation } of walks.flatMap<LineageEdgeRow>((walk) => walk.edges)) {
    const from = rows.get(upstreamId)?.ref;
    const to = rows.get(downstreamId)?.ref;
    if (from === undefined || to === undefined) continue;
    edges.set(`${upstreamId} ${downstreamId} ${relation}`, {
      from,
      to,
      fromId: upstreamId,
      toId: downstreamId,
      relation,
    });
  }
  return [...edges.values()].sort(
    (a, b) => compare(a.from, b.from) || compare(a.to, b.to) || compare(a.relation, b.relation),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
