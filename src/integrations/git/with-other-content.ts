import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { ForeignTree } from '../reading/foreign-tree.js';
import type { GitReader } from './git-reader.js';
import type { IndexedFile } from './read-index.js';

/** The files whose content is another than that of the index, and how they are reported; those that are not here are left out. */
export async function withOtherContent(
  git: GitReader,
  files: readonly IndexedFile[],
): Promise<{ readonly path: string; readonly how: string }[]> {
  const { root } = git.repository;
  const here: IndexedFile[] = [];
  for (const file of files) {
    // A link is compared by Git itself; a path with the end of a line cannot be asked for below.
    if (
      await lstat(path.join(root, file.path)).then(
        (found) => found.isFile(),
        () => false,
      )
    )
      here.push(file);
  }
  const askable = here.filter((file) => !/["\n\r]/.test(file.path));
  // Attributes such as text and eol apply; a filter has no program in this configuration.
  const hashes = await git.run(['hash-object', '--stdin-paths'], askable.map((file) => `${file.path}\n`).join(''));
  const now = new Map(hashes?.split('\n').map((hash, n) => [askable[n]?.path, hash]));
  const others = here.filter((file) => now.get(file.path) !== file.object);
  if (others.length === 0) return [];
  const [pointers, filters] = await Promise.all([lfsPointers(git, others), filtersOf(git, others)]);
  const tree = await ForeignTree.at(root);
  const changed: { path: string; how: string }[] = [];
  for (const file of others) {
    const pointer = pointers.get(file.object);
    const here = pointer ? await tree.digest(path.join(tree.root, file.path)).catch(() => null) : null;
    if (pointer !== undefined && here?.digest === pointer) continue;
    const filter = pointer ? undefined : filters.get(file.path);
    const how =
      filter === undefined ? 'changed' : `changed, or only by its filter ${JSON.stringify(filter)}, which is not run`;
    changed.push({ path: file.path, how });
  }
  return changed;
}

/** From objects that are pointers of Git LFS to the digest of what they stand for. Source: the Git LFS specification. */
async function lfsPointers(git: GitReader, files: readonly IndexedFile[]): Promise<Map<string, string>> {
  const names = (objects: readonly string[]) => objects.map((object) => `${object}\n`).join('');
  const sizes = await git.run(['cat-file', '--batch-check'], names(files.map(({ object }) => object)));
  const small = (sizes ?? '').split('\n').flatMap((line) => {
    const [, object, size] = /^([0-9a-f]+) blob (\d+)$/.exec(line) ?? [];
    return object !== undefined && Number(size) < 1_024 ? [object] : [];
  });
  const contents = small.length === 0 ? '' : ((await git.run(['cat-file', '--batch'], names(small))) ?? '');
  const pointer =
    /^([0-9a-f]+) blob \d+\nversion https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:ext-[^\n]*\n)*oid (sha256:[0-9a-f]{64})\nsize \d+$/gm;
  return new Map([...contents.matchAll(pointer)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

async function filtersOf(git: GitReader, files: readonly IndexedFile[]): Promise<Map<string, string>> {
  const listed = await git.run(
    ['check-attr', '-z', '--stdin', 'filter'],
    files.map((file) => `${file.path}\0`).join(''),
  );
  const words = (listed ?? '').split('\0');
  const filters = new Map<string, string>();
  for (let n = 0; n + 2 < words.length; n += 3) {
    const [file, , filter] = words.slice(n, n + 3) as [string, string, string];
    if (!['unspecified', 'unset', 'set'].includes(filter)) filters.set(file, filter);
  }
  return filters;
}
