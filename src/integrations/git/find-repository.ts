import { lstat, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { ForeignTree } from '../reading/foreign-tree.js';

/** A repository and the files it checked out, as they lie on this machine; all paths are real ones. */
export interface Repository {
  /** The top folder of what was checked out. */
  readonly root: string;
  /** What belongs to this checkout: HEAD, the index. */
  readonly gitDir: string;
  /** What all checkouts of the repository share: objects, branches, the configuration. */
  readonly commonDir: string;
}

/** A repository, or a sentence that says why what looks like one is not read as one; null where there is none. */
export type FoundRepository = Repository | { readonly refused: string } | null;

/**
 * Finds the repository that a folder lies in, without asking Git. A `.git` that is a file or a link, as that of a linked
 * worktree or a submodule is, counts only where what it leads to names this checkout in turn: else a folder from somebody
 * else could pass another repository of this machine for its own.
 */
export async function findRepository(folder: string): Promise<FoundRepository> {
  for (let root = await realpath(folder); ; root = path.dirname(root)) {
    const found = await repositoryAt(root);
    if (found !== null || root === path.dirname(root)) return found;
  }
}

/** The same, where the folder may also be a repository without a checkout. */
export async function findBareOrNot(folder: string): Promise<FoundRepository> {
  const real = await realpath(folder);
  return (await isGitDir(real)) && !(await isThere(path.join(real, 'commondir')))
    ? { root: real, gitDir: real, commonDir: real }
    : findRepository(real);
}

async function repositoryAt(root: string): Promise<FoundRepository> {
  const location = path.join(root, '.git');
  const found = await lstat(location).catch(() => null);
  if (found === null) return null;
  if (found.isDirectory()) {
    if (!(await isGitDir(location))) return null;
    return (await isThere(path.join(location, 'commondir')))
      ? refused(location, 'takes its objects from another repository')
      : { root, gitDir: location, commonDir: location };
  }
  const gitDir = found.isFile()
    ? await readPointer(root, '.git', 'gitdir: ')
    : await realpath(location).catch(() => null);
  if (gitDir === null || !(await isThere(path.join(gitDir, 'HEAD'))))
    return refused(location, 'leads to no repository');
  const commonDir = await readPointer(gitDir, 'commondir');
  if (commonDir === null) {
    return (await isSamePath(await worktreeOf(gitDir), root))
      ? { root, gitDir, commonDir: gitDir }
      : refused(location, `leads to ${gitDir}, whose core.worktree is not this folder`);
  }
  const back = await readPointer(gitDir, 'gitdir');
  // Git keeps what belongs to a linked worktree in the repository that it is of.
  const isKept = path.dirname(gitDir) === path.join(commonDir, 'worktrees');
  return isKept && (await isSamePath(back, location))
    ? { root, gitDir, commonDir }
    : refused(location, `leads to ${gitDir}, which is not of a worktree in this folder`);
}

function refused(location: string, why: string): FoundRepository {
  return { refused: `${location} ${why}: it is not read, and no commit of it is recorded.` };
}

async function isGitDir(location: string): Promise<boolean> {
  const parts = await Promise.all(['HEAD', 'objects', 'refs'].map((name) => isThere(path.join(location, name))));
  return parts.every(Boolean) || (parts[0] === true && (await isThere(path.join(location, 'commondir'))));
}

/** The real location that a file of one line names; null where there is none. */
async function readPointer(folder: string, name: string, before = ''): Promise<string | null> {
  try {
    const tree = await ForeignTree.at(folder);
    const text = (await tree.read(path.join(tree.root, name), 10_000)).toString('utf8').trim();
    return text.startsWith(before) ? await realpath(path.resolve(folder, text.slice(before.length).trim())) : null;
  } catch {
    return null;
  }
}

/** What `core.worktree` of a submodule says, as Git writes it. */
async function worktreeOf(gitDir: string): Promise<string | null> {
  try {
    const tree = await ForeignTree.at(gitDir);
    const text = (await tree.read(path.join(tree.root, 'config'), 1_000_000)).toString('utf8');
    const value = /^\s*worktree\s*=\s*(.+?)\s*$/m.exec(text)?.[1];
    return value === undefined ? null : path.resolve(gitDir, value.replace(/^"(.*)"$/, '$1'));
  } catch {
    return null;
  }
}

async function isSamePath(one: string | null, other: string): Promise<boolean> {
  if (one === null) return false;
  const [a, b] = await Promise.all([one, other].map((location) => realpath(location).catch(() => null)));
  return a !== null && a === b;
}

function isThere(location: string): Promise<boolean> {
  return stat(location).then(
    () => true,
    () => false,
  );
}
