import path from 'node:path';
import type { ForeignTree } from '#integrations/reading/foreign-tree.js';
import type { ArtifactFiles } from '../source/artifact-files.js';

/** The files of a folder on this disk; nothing outside of `tree` is opened. */
export function treeFiles(tree: ForeignTree, folder: string, place: string): ArtifactFiles {
  const at = (inside: string) => path.join(folder, ...inside.split('/'));
  const insideOf = (location: string) => path.relative(folder, location).split(path.sep).join('/');
  return {
    place,
    list: (inside, onPassedOver) =>
      tree.list(at(inside), (location, reason) => onPassedOver(insideOf(location), reason)),
    read: (inside, maxBytes) => tree.read(at(inside), maxBytes),
    digest: (inside) => tree.digest(at(inside)),
    stream: (inside, use) => tree.stream(at(inside), use),
  };
}
