import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { findRepository } from './find-repository.js';
import { type Environment, type GitReader, openGit } from './git-reader.js';
import { type IndexedFile, readIndex } from './read-index.js';
import { withOtherContent } from './with-other-content.js';

/** A file that the commit does not contain as it lies here. */
export interface UncommittedFile {
  /** From the top of the repository, with `/`. */
  readonly path: string;
  /** In words: `changed`, `not in Git`. */
  readonly how: string;
  /** Git does not know it at all. */
  readonly isUntracked: boolean;
}

/** Submodules within submodules; more is no checkout of anybody. */
const MAX_DEPTH = 5;

/**
 * What the commit does not contain: files that differ from it, anywhere in the repository and its submodules, and below
 * `inside` those that Git neither knows nor ignores. No filter of the repository is run: where the time of a file says
 * that it may have changed, its content is compared as Git's own conversions make it, that of Git LFS by its pointer.
 * Null where Git cannot tell.
 * @param inside a folder of the repository with `/`, empty for all of it
 */
export async function readUncommitted(
  git: GitReader,
  inside: string,
  env: Environment,
  depth = 0,
): Promise<UncommittedFile[] | null> {
  const { root } = git.repository;
  const [index, staged, touched, untracked] = await Promise.all([
    readIndex(git),
    git.run(['diff-index', '--cached', '--name-only', '-z', '--no-renames', '--no-ext-diff', '--no-textconv', 'HEAD']),
    git.run(['diff-files', '--raw', '-z', '--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty']),
    git.run(['ls-files', '--others', '--exclude-standard', '-z', '--', ...(inside === '' ? [] : [inside])]),
  ]);
  if (index === null || staged === null || touched === null || untracked === null) return null;
  const found = new Map<string, string>();
  for (const file of wordsOf(staged)) found.set(file, 'changed, and staged');
  const suspects: IndexedFile[] = index.filter(({ isHidden }) => isHidden);
  for (const { file, isMaybe, how } of touchedOf(touched)) {
    const entry = isMaybe ? index.find((one) => one.path === file) : undefined;
    if (entry === undefined) found.set(file, how);
    else suspects.push(entry);
  }
  for (const { path: file, how } of await withOtherContent(git, suspects)) found.set(file, how);
  for (const file of wordsOf(untracked)) found.set(file, UNTRACKED);
  const below = depth < MAX_DEPTH ? index.filter(({ isSubmodule }) => isSubmodule) : [];
  for (const { path: location } of below) {
    for (const file of await ofSubmodule(path.join(root, location), env, depth + 1)) {
      found.set(`${location}/${file.path}`, file.how);
    }
  }
  return [...found].map(([file, how]) => uncommitted(file, how)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

const UNTRACKED = 'not in Git';

function uncommitted(file: string, how: string): UncommittedFile {
  return { path: file, how, isUntracked: how === UNTRACKED };
}

/** None where it is not checked out: the commit that it is at is part of the index. */
async function ofSubmodule(location: string, env: Environment, depth: number): Promise<UncommittedFile[]> {
  if (!(await lstat(path.join(location, '.git')).catch(() => null))) return [];
  const repository = await findRepository(location);
  const unknown = [uncommitted('', 'a submodule that could not be looked into')];
  if (repository === null || 'refused' in repository) return unknown;
  await using git = await openGit(repository, env);
  return (await readUncommitted(git, '', env, depth)) ?? unknown;
}

/** `:100644 100644 <sha> <sha> M\0path\0`; without a change of mode, only the time of the file may be another. */
function touchedOf(raw: string): { file: string; isMaybe: boolean; how: string }[] {
  const words = raw.split('\0');
  const touched: { file: string; isMaybe: boolean; how: string }[] = [];
  for (let n = 0; n + 1 < words.length; n += 2) {
    const [before, after, , , status] = (words[n] ?? '').slice(1).split(' ');
    const isMaybe = status === 'M' && before === after && before?.startsWith('100') === true;
    touched.push({ file: words[n + 1] ?? '', isMaybe, how: status === 'D' ? 'deleted' : 'changed' });
  }
  return touched;
}

function wordsOf(listed: string): string[] {
  return listed.split('\0').filter(Boolean);
}
