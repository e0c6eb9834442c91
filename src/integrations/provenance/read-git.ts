import path from 'node:path';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { Environment, GitReader } from '../git/git-reader.js';
import { readUncommitted, type UncommittedFile } from '../git/read-uncommitted.js';

/** The code of a folder, as Git knows it. */
export interface GitCode {
  readonly commit: string;
  /** The URL of `origin`, without credentials; null where there is none. */
  readonly repository: string | null;
  /** The folder in the repository; null where it is the repository's own. */
  readonly path: string | null;
  /** What the commit does not contain, by its path in the repository; null where Git cannot tell. */
  readonly uncommitted: readonly UncommittedFile[] | null;
}

/** Asks Git about a folder of a repository; null where that has no commit, or there is no Git. */
export async function readGit(git: GitReader, folder: string, env: Environment): Promise<GitCode | null> {
  const commit = (await git.run(['rev-parse', '--verify', 'HEAD']))?.trim();
  if (!commit) return null;
  const inside = path.relative(git.repository.root, folder).split(path.sep).join('/');
  const remote = originOf(git);
  return {
    commit,
    repository: remote === undefined ? null : withoutCredentials(remote),
    path: inside === '' ? null : inside,
    uncommitted: await readUncommitted(git, inside, env),
  };
}

/** As `git remote get-url` prints it: the beginning of a URL may be short for another (`insteadOf`). */
function originOf({ configured, own }: GitReader): string | undefined {
  const url = configured.get('remote.origin.url');
  if (!url) return undefined;
  const [longest] = [...own, ...configured]
    .flatMap(([key, before]) => {
      const base = /^url\.(.*)\.insteadof$/s.exec(key)?.[1];
      return base !== undefined && before !== '' && url.startsWith(before) ? [{ base, before }] : [];
    })
    .sort((a, b) => b.before.length - a.before.length);
  return longest === undefined ? url : longest.base + url.slice(longest.before.length);
}

/**
 * Where Jenkins itself made the merge that is checked out: the head of the change, into which it merged the target. Null
 * for any other commit, such as a merge that a person made. Source: the Git plugin, MergeWithGitSCMExtension.
 */
export async function headOfJenkinsMerge(git: GitReader): Promise<string | null> {
  const [header = ''] = (await git.run(['cat-file', 'commit', 'HEAD']))?.split('\n\n', 1) ?? [];
  const [head, target] = [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1]);
  return /^committer Jenkins <nobody@nowhere> /m.test(header) && head && target ? head : null;
}

/** Whether two commits are known to hold the same files; a shallow clone may not know one of them. */
export async function holdSameFiles(git: GitReader, one: string, other: string): Promise<boolean> {
  const [here, there] = await Promise.all(
    [one, other].map((commit) =>
      /^[0-9a-f]+$/.test(commit) ? git.run(['rev-parse', '--verify', '--quiet', `${commit}^{tree}`]) : null,
    ),
  );
  return here !== null && here === there;
}
