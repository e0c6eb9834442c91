import type { SourceObserver, StoreKind } from '#integrations/importing/problem.js';
import type { ForeignTree, OnPassedOver, TreeEntry } from '#integrations/reading/foreign-tree.js';

/** Where a store is read from, and where to report what cannot be. Paths are those of the disk. */
export interface StoreSource extends SourceObserver {
  readonly tree: ForeignTree;
}

/** What a folder of the store holds; what is passed over is a problem of that kind. */
export function listFolder(
  { tree, onProblem }: Pick<StoreSource, 'tree' | 'onProblem'>,
  kind: StoreKind,
  folder: string,
): Promise<TreeEntry[]> {
  const onPassedOver: OnPassedOver = (path, reason) => onProblem({ kind, path, reason });
  return tree.list(folder, onPassedOver);
}
