import type { GitReader } from './git-reader.js';

/** A file of the index. */
export interface IndexedFile {
  /** From the top of the repository, with `/`. */
  readonly path: string;
  /** The name of its content. */
  readonly object: string;
  readonly isSubmodule: boolean;
  /** Git was told not to look at it, so that it may have changed. */
  readonly isHidden: boolean;
}

/** All files that Git knows; null where it cannot tell. */
export async function readIndex(git: GitReader): Promise<IndexedFile[] | null> {
  // -v says with a small letter that a file is assumed unchanged, with S that it is left out of the checkout.
  const listed = await git.run(['ls-files', '-v', '--stage', '-z']);
  if (listed === null) return null;
  return listed.split('\0').flatMap((line): IndexedFile[] => {
    const [, tag, mode, object, path] = /^(\S) (\d+) ([0-9a-f]+) \d\t(.*)$/s.exec(line) ?? [];
    if (tag === undefined || object === undefined || path === undefined) return [];
    return [{ path, object, isSubmodule: mode === '160000', isHidden: /[a-zS]/.test(tag) && mode !== '160000' }];
  });
}
