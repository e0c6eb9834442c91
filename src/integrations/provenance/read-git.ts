import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { withoutCredentials } from '../reading/without-credentials.js';

/** The code of a folder, as Git knows it. */
export interface GitCode {
  readonly commit: string;
  /** The URL of `origin`, without credentials; null where there is none. */
  readonly repository: string | null;
  /** The folder in the repository; null where it is the repository's own. */
  readonly path: string | null;
  /** Whether anything in the repository differs from the commit, files that Git does not know included. */
  readonly dirty: boolean;
}

/** Asks Git about a folder; null where it is in no repository, has no commit, or there is no Git. */
export async function readGit(folder: string): Promise<GitCode | null> {
  const root = await git(folder, 'rev-parse', '--show-toplevel');
  const commit = await git(folder, 'rev-parse', '--verify', 'HEAD');
  if (root === null || commit === null) return null;
  const [remote, status, prefix] = await Promise.all([
    git(folder, 'remote', 'get-url', 'origin'),
    git(folder, 'status', '--porcelain', '--untracked-files=normal'),
    git(folder, 'rev-parse', '--show-prefix'),
  ]);
  const inside = path.posix.normalize(prefix ?? '').replace(/\/$/, '');
  return {
    commit,
    repository: remote === null || remote === '' ? null : withoutCredentials(remote),
    path: inside === '' || inside === '.' ? null : inside,
    dirty: status !== '',
  };
}

/**
 * Where Jenkins itself made the merge that is checked out: the head of the change, into which it merged the target. Null
 * for any other commit, such as a merge that a person made. Source: the Git plugin, MergeWithGitSCMExtension.
 */
export async function headOfJenkinsMerge(folder: string): Promise<string | null> {
  const told = await git(folder, 'show', '--no-patch', '--format=%cn <%ce>%n%P', 'HEAD');
  const [committer, parents = ''] = told?.split('\n') ?? [];
  const [head, target] = parents.split(' ');
  return committer === 'Jenkins <nobody@nowhere>' && head && target ? head : null;
}

/** Whether two commits are known to hold the same files; a shallow clone may not know one of them. */
export async function holdSameFiles(folder: string, one: string, other: string): Promise<boolean> {
  const [here, there] = await Promise.all(
    [one, other].map((commit) => git(folder, 'rev-parse', '--verify', '--quiet', `${commit}^{tree}`)),
  );
  return here !== null && here === there;
}

async function git(folder: string, ...words: string[]): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('git', ['--no-optional-locks', ...words], {
      cwd: folder,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout.trim();
  } catch {
    return null;
  }
}
