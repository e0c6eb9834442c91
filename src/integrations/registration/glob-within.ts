import path from 'node:path';
import { type GlobOptions, glob } from 'tinyglobby';
import type { ForeignTree } from '../reading/foreign-tree.js';

/** What a glob fits. */
export interface GlobMatches {
  /** Files, by their path from the tree's root. */
  readonly found: readonly string[];
  /** What it would fit, or look into, if it could be read, and why it cannot. */
  readonly passedOver: readonly { readonly path: string; readonly reason: string }[];
}

/** Finds the files of a tree that a glob fits, through links that stay within the tree. */
export async function globWithin(tree: ForeignTree, pattern: string): Promise<GlobMatches> {
  const passedOver = new Map<string, string>();
  const found = await glob(pattern, {
    cwd: tree.root,
    ignore: ignoredBy(pattern),
    dot: true,
    // The folders that it sees have no links: the tree has followed them.
    followSymbolicLinks: false,
    expandDirectories: false,
    fs: listingOf(tree, (location, reason) => passedOver.set(path.relative(tree.root, location), reason)),
  });
  const listed = [...passedOver].map(([location, reason]) => ({ path: location, reason }));
  return { found: found.sort(), passedOver: listed.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** What nobody means by `**`: what Git keeps for itself, and packages, unless the glob names them. */
function ignoredBy(pattern: string): string[] {
  return ['**/.git', '**/.git/**', ...(pattern.includes('node_modules') ? [] : ['**/node_modules/**'])];
}

type FileSystem = NonNullable<GlobOptions['fs']>;

function listingOf(tree: ForeignTree, onPassedOver: (location: string, reason: string) => void): FileSystem {
  const readdir = (folder: string, _: unknown, done: (error: Error | null, entries: object[]) => void) => {
    tree.list(folder, onPassedOver).then(
      (entries) =>
        done(
          null,
          entries.map(({ name, isFolder }) => ({
            name,
            isFile: () => !isFolder,
            isDirectory: () => isFolder,
            isSymbolicLink: () => false,
          })),
        ),
      (error) => {
        onPassedOver(folder, error.message);
        done(error, []);
      },
    );
  };
  // The library calls `readdir` in this form alone; Node's has others.
  return { readdir: readdir as unknown as NonNullable<FileSystem['readdir']> };
}
