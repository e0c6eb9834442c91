import { compareTexts } from '#platform/digest/compare-texts.js';
import type { LineageKind } from '#values/lineage-kind.js';
import { lineageRelation } from '#values/lineage-relation.js';
import type { LineageArgs } from './lineage.args.js';
import type { LineageWay } from './lineage.enums.js';
import type { Lineage } from './lineage.type.js';
import { type LineageCursor, writeLineageCursor } from './lineage-cursor.js';
import type { LineageEdge } from './lineage-parts.js';
import { missingOf } from './missing.js';
import { type NodeName, nodeName } from './redacted-node.js';
import { SeenNode } from './seen-node.js';
import type { Walk, WalkedNode } from './walk/read-walks.js';

/** A part of a walk, and which way it went. */
export type WalkOneWay = Walk & { readonly way: LineageWay };

/** What the client sees of the walks from one root, one each way, that went behind a cursor. */
export function lineageOfWalks(
  walks: readonly WalkOneWay[],
  args: LineageArgs,
  part: { readonly first: number },
  cursor: LineageCursor | null,
): Lineage {
  const [walk] = walks;
  if (walk === undefined) throw new TypeError('there is at least one way');
  const asked = { asOf: args.asOf ?? null, kinds: args.kinds ?? null };
  const seen = new Map<string, SeenNode>();
  const see = (node: WalkedNode, way: LineageWay): SeenNode => {
    const known = seen.get(node.id);
    if (known !== undefined && known.depth <= node.depth) return known;
    const met = new SeenNode(node, way, asked);
    seen.set(node.id, met);
    return met;
  };
  for (const { nodes, way } of walks) for (const node of nodes) see(node, way);
  const nodes = [...seen.values()].sort(
    (a, b) => a.depth - b.depth || compareTexts(a.ref, b.ref) || compareTexts(a.id, b.id),
  );
  const root = see(walk.root, walk.way);
  const kinds = args.kinds == null ? null : new Set(args.kinds);
  const reached = (cursor?.count ?? 0) + part.first;
  const missing = missingOf(walks, args, (way) => {
    const advice = args.direction === 'BOTH' ? 'page through each way by itself' : 'go on with after';
    return `${reached} nodes reached ${way}, and there are more: ask with a greater first, or ${advice}.`;
  });
  const more = walks.some((one) => one.more);
  const cursorAt = (index: number): string | null => {
    const node = walk.nodes.at(index);
    if (node === undefined || walks.length > 1) return null;
    const before = cursor?.count ?? 0;
    const count = before + (index < 0 ? walk.nodes.length + index : index) + 1;
    const last = nodeName(node, walk.way).id;
    return writeLineageCursor(root.id, args, { count, last, heads: cursor?.heads ?? walk.heads });
  };
  const kept = kinds === null ? nodes : nodes.filter((node) => node === root || kinds.has(node.kind));
  return {
    root,
    complete: missing.length === 0,
    isDoubtful: walk.doubtful !== null,
    incompleteReason: missing.length === 0 ? null : missing.join(' '),
    redacted: kept.reduce((count, { redacted }) => count + Number(redacted), 0),
    nodes: kept,
    edges: edgesOf(
      walks,
      (node, way) => seen.get(node.id) ?? nodeName(node, way),
      kinds === null ? null : (node) => node.id === root.id || kinds.has(node.kind as LineageKind),
    ),
    groups: null,
    groupEdges: null,
    pageInfo: {
      hasNextPage: more,
      hasPreviousPage: cursor !== null,
      // Written for those who ask for it.
      get startCursor() {
        return cursorAt(0);
      },
      get endCursor() {
        return cursorAt(-1);
      },
    },
  };
}

/** By the refs of their ends; an edge that both ways met is there once. */
function edgesOf(
  walks: readonly WalkOneWay[],
  nameOf: (node: WalkedNode, way: LineageWay) => NodeName,
  isKept: ((node: WalkedNode) => boolean) | null,
): LineageEdge[] {
  const edges: LineageEdge[] = [];
  const met = new Set<string>();
  for (const walk of walks) {
    for (const { near, far, relation } of walk.edges) {
      if (isKept !== null && !(isKept(near) && isKept(far))) continue;
      const [from, to] = walk.way === 'UPSTREAM' ? [far, near] : [near, far];
      if (walks.length > 1) {
        const key = `${from.id} ${to.id} ${relation}`;
        if (met.has(key)) continue;
        met.add(key);
      }
      const [upstream, downstream] = [nameOf(from, walk.way), nameOf(to, walk.way)];
      edges.push({
        from: upstream.ref,
        to: downstream.ref,
        fromId: upstream.id,
        toId: downstream.id,
        relation: lineageRelation(relation),
      });
    }
  }
  return edges.sort(
    (a, b) =>
      compareTexts(a.from, b.from) || compareTexts(a.to, b.to) || compareTexts(a.relation ?? '', b.relation ?? ''),
  );
}
