import type { ForeignTree, OnPassedOver, TreeEntry } from '../reading/foreign-tree.js';
import type { OnProblem, StoreKind } from './problem.js';

/** Where a store is read from, and where to report what cannot be. */
export interface StoreSource {
  readonly tree: ForeignTree;
  readonly onProblem: OnProblem;
}

/** What a folder of the store holds; what is passed over is a problem of that kind. */
export function listFolder({ tree, onProblem }: StoreSource, kind: StoreKind, folder: string): Promise<TreeEntry[]> {
  const onPassedOver: OnPassedOver = (path, reason) => onProblem({ kind, path, reason });
  return tree.list(folder, onPassedOver);
}
