import type { LineageQuery } from './lineage.document';

/** A lineage, as the API answers it. */
export type AnsweredLineage = LineageQuery['lineage'];

type Node = AnsweredLineage['nodes'][number];

/** A row of the tree: a thing below the one that it is nearest to. */
export interface TreeRow {
  readonly node: Node;
  /** How it is related to what stands above it. */
  readonly relation: string | null;
  readonly level: number;
  /** How many of its other neighbours this way stand elsewhere in the tree. */
  readonly otherParents: number;
}

/**
 * The way up or down from the root as a tree: each thing once, below the nearest one that leads to it, with how many
 * others lead to it as well.
 * @param way up: towards what it was made from; down: towards what was made from it
 */
export function treeOf({ root, nodes, edges }: AnsweredLineage, way: 'up' | 'down'): readonly TreeRow[] {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const next = new Map<string, { readonly id: string; readonly relation: string | null }[]>();
  const leading = new Map<string, number>();
  for (const { fromId, toId, relation } of edges) {
    const [near, far] = way === 'down' ? [fromId, toId] : [toId, fromId];
    const beside = next.get(near);
    if (beside === undefined) next.set(near, [{ id: far, relation }]);
    else beside.push({ id: far, relation });
    leading.set(far, (leading.get(far) ?? 0) + 1);
  }
  // The nearest first, so that each is below one of the shortest way.
  const parent = new Map<string, string | null>([[root.id, null]]);
  const relations = new Map<string, string | null>();
  const children = new Map<string, string[]>();
  const queue = [root.id];
  for (const id of queue) {
    for (const { id: far, relation } of next.get(id) ?? []) {
      if (parent.has(far) || !known.has(far)) continue;
      parent.set(far, id);
      relations.set(far, relation);
      const below = children.get(id);
      if (below === undefined) children.set(id, [far]);
      else below.push(far);
      queue.push(far);
    }
  }
  const rows: TreeRow[] = [];
  const open = (children.get(root.id) ?? []).map((id) => ({ id, level: 1 })).reverse();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { id, level } = at;
    const otherParents = (leading.get(id) ?? 1) - 1;
    rows.push({ node: known.get(id)!, relation: relations.get(id) ?? null, level, otherParents });
    for (const child of (children.get(id) ?? []).toReversed()) open.push({ id: child, level: level + 1 });
  }
  return rows;
}

/** What the walk reached and no edge between the shown ones leads to, since kinds between them are left out. */
export function unreached(lineage: AnsweredLineage, rows: readonly TreeRow[]): readonly Node[] {
  const shown = new Set([lineage.root.id, ...rows.map(({ node }) => node.id)]);
  return lineage.nodes.filter(({ id }) => !shown.has(id));
}
