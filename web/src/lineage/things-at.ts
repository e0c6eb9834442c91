import { stackKey } from './lineage-drawing';
import type { AnsweredLineage } from './lineage-tree';
import type { LineageNode } from './node-words';

/** The things that a part of the address means: the one with that id, or all of the stack with that key. */
export function thingsAt({ nodes }: AnsweredLineage, key: string | undefined): readonly LineageNode[] {
  if (key === undefined) return [];
  const one = nodes.find(({ id }) => id === key);
  return one === undefined ? nodes.filter((node) => stackKey(node) === key) : [one];
}
