import type { WalkQuery } from './walk-query.js';
import type { WalkRow } from './walk-statement.js';

/** A node as a walk met it. */
export interface WalkedNode {
  readonly id: string;
  /** Null where the node is hidden from the caller: then neither its id nor its time may be told. */
  readonly ref: string | null;
  readonly kind: string;
  readonly at: Date | null;
  /** How many steps away from the root. */
  readonly depth: number;
  /** Which node of the walk it is, from 0, the root: the same on every page. */
  readonly place: number;
}

/** An edge between two nodes of a walk, the way it goes. */
export interface WalkedEdge {
  readonly near: WalkedNode;
  readonly far: WalkedNode;
  readonly relation: string;
}

/** A part of the walk from one root. */
export interface Walk extends Pick<WalkRow, 'more' | 'beyond' | 'whole' | 'unread' | 'heads' | 'doubtful'> {
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
  const walks: (Walk | null)[] = query.roots.map(() => null);
  for (const row of await read(query)) walks[row.root] = walkOf(row, query.skip);
  return walks;
}

function walkOf(row: WalkRow, skip: number): Walk | null {
  const { more, beyond, whole, unread, heads, doubtful } = row;
  const nodes = nodesOf(row);
  const [root] = nodes;
  if (root === undefined) return null;
  return {
    root,
    nodes: nodes.slice(skip),
    edges: edgesOf(row, nodes),
    before: skip === 0 ? null : (nodes[skip - 1] ?? null),
    more,
    beyond,
    whole,
    unread,
    heads,
    doubtful,
  };
}

/** By place; what is not asked for is left out, but the root, the node before and the ends of edges. */
function nodesOf({ places, depths, ids, refs, kinds, times }: WalkRow): WalkedNode[] {
  const nodes: WalkedNode[] = [];
  if (places === null) return nodes;
  const idOf = ids.split(',');
  places.forEach((place, index) => {
    const time = times[index] ?? null;
    nodes[place] = {
      id: idOf[index] as string,
      ref: refs[index] ?? null,
      kind: kinds[index] as string,
      at: time === null ? null : new Date(time),
      depth: depths[index] as number,
      place,
    };
  });
  return nodes;
}

function edgesOf({ near, relations, far }: WalkRow, nodes: readonly WalkedNode[]): WalkedEdge[] {
  const edges: WalkedEdge[] = [];
  (near ?? []).forEach((place, index) => {
    const nearEnd = nodes[place];
    const relation = relations[index] as string;
    for (const farPlace of (far[index] as string).split(',')) {
      const farEnd = nodes[Number(farPlace)];
      if (nearEnd !== undefined && farEnd !== undefined) edges.push({ near: nearEnd, far: farEnd, relation });
    }
  });
  return edges;
}
