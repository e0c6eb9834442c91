import type { LineageWay } from './lineage.enums.js';
import type { WalkedNode } from './walk/read-walks.js';

/** How a node is named in an answer. */
export interface NodeName {
  readonly id: string;
  readonly ref: string;
}

/** A node that the caller may see. */
export type SeenWalkedNode = WalkedNode & { readonly ref: string };

/** Whether the caller may see what a node stands for. */
export function isSeen(node: WalkedNode): node is SeenWalkedNode {
  return node.ref !== null;
}

/**
 * The name of a node in an answer. That of a hidden one is its place in the walk: it joins edges to nodes on all pages of
 * the walk, and says nothing of the thing. An `@` is in every ref and a UUID has no underscore, so it is neither.
 */
export function nodeName(node: WalkedNode, way: LineageWay): NodeName {
  if (isSeen(node)) return node;
  const name = `REDACTED_${way}_${node.place}`;
  return { id: name, ref: name };
}
