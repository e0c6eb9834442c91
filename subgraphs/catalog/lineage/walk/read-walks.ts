import type { WalkQuery, WalkRow, WalkSummary } from './walk-statement.js';

/** A node as a walk met it. */
export interface WalkedNode {
  readonly id: string;
  readonly ref: string;
  readonly kind: string;
  readonly at: Date | null;
  /** How many steps away from the root. */
  readonly depth: number;
}

/** An edge between two nodes of a walk, the way it goes. */
export interface WalkedEdge {
  readonly near: WalkedNode;
  readonly far: WalkedNode;
  readonly relation: string;
}

/** A part of the walk from one root. */
export interface Walk extends WalkSummary {
  readonly root: WalkedNode;
  /** By depth, then by id. */
  readonly nodes: readonly WalkedNode[];
  /** Those whose later end is among the nodes. */
  readonly edges: readonly WalkedEdge[];
  /** The node before the first of this part; null where the part is the first. */
  readonly before: WalkedNode | null;
}

/** The parts of the walks that a query asks for, in the order of its roots; null for a root that is not known. */
export async function readWalks(
  query: WalkQuery,
  read: (query: WalkQuery) => Promise<readonly WalkRow[]>,
): Promise<(Walk | null)[]> {
  const found = query.roots.map(() => ({
    // By place; what is not asked for is left out, but the ends of edges.
    nodes: [] as WalkedNode[],
    links: [] as { readonly near: number; readonly relation: string; readonly far: string }[],
    summary: null as WalkSummary | null,
  }));
  for (const row of await read(query)) {
    const walk = found[row.root];
    if (walk === undefined) throw new TypeError('the rows are those of the roots');
    if (row.place === null) walk.summary = row.summary;
    else if (row.depth === null) walk.links.push({ near: row.place, relation: row.ref, far: row.links });
    else walk.nodes[row.place] = row;
  }
  return found.map(({ nodes, links, summary }) => {
    const [root] = nodes;
    if (root === undefined || summary === null) return null;
    const edges: WalkedEdge[] = [];
    for (const { near, relation, far } of links) {
      for (const place of far.split(',')) {
        const ends = { near: nodes[near], far: nodes[Number(place)] };
        if (ends.near !== undefined && ends.far !== undefined) edges.push({ near: ends.near, far: ends.far, relation });
      }
    }
    const { skip } = query;
    return { ...summary, root, nodes: nodes.slice(skip), edges, before: skip === 0 ? null : (nodes[skip - 1] ?? null) };
  });
}
