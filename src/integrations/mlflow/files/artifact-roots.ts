import path from 'node:path';
import type { ForeignTree } from '#integrations/reading/foreign-tree.js';
import type { ArtifactFiles } from '../source/artifact-files.js';
import { treeFiles } from './tree-files.js';
import { spellingsOf } from './uri-segments.js';

/** A folder on this disk that artifacts may lie in: `mlruns`, `mlartifacts`, or one that was named. */
export interface ArtifactRoot {
  readonly tree: ForeignTree;
  /** Put before paths in reports; empty where they are relative to the store itself. */
  readonly name: string;
}

/**
 * Finds the artifacts of a run or a logged model in folders of this disk. Their URI was written on another machine, or by
 * a server, so only its end is used: the segments from the last but one before the id on, as in
 * `…/<experiment>/<run>/artifacts`, longer ends first.
 */
export async function findInRoots(
  roots: readonly ArtifactRoot[],
  uri: string | null,
  id: string,
): Promise<ArtifactFiles | null> {
  for (const segments of spellingsOf(uri ?? '')) {
    const at = segments.lastIndexOf(id);
    if (at === -1 || segments.includes('..')) continue;
    for (const { tree, name } of roots) {
      for (let from = Math.max(0, at - MOST_ABOVE); from <= at; from++) {
        const end = segments.slice(from);
        const folder = path.join(tree.root, ...end);
        if (await isFolder(tree, folder)) return treeFiles(tree, folder, [name, ...end].filter(Boolean).join('/'));
      }
    }
  }
  return null;
}

/** So many folders above the one of the id are looked for; a URI of thousands is no place. */
const MOST_ABOVE = 8;

/** Whether it is a folder that lies in the tree. */
export async function isFolder(tree: ForeignTree, folder: string): Promise<boolean> {
  return tree
    .list(folder, () => {})
    .then(
      () => true,
      () => false,
    );
}
