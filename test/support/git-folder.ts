import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** A Git repository in a folder of its own. */
export interface GitFolder extends AsyncDisposable {
  readonly path: string;
  /** Runs Git in it; the answer is what it printed. */
  git(...words: string[]): Promise<string>;
  /** Commits all that is there; the answer is the commit. */
  commit(message: string): Promise<string>;
}

/** `await using folder = await createGitFolder()`: empty, without a commit. */
export async function createGitFolder(): Promise<GitFolder> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-git-'));
  const git = async (...words: string[]) => {
    const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
    const { stdout } = await promisify(execFile)('git', [...who, ...words], { cwd: folder });
    return stdout.trim();
  };
  await git('init', '--quiet', '--initial-branch=main');
  return {
    path: folder,
    git,
    async commit(message) {
      await git('add', '--all');
      await git('commit', '--quiet', '--message', message);
      return git('rev-parse', 'HEAD');
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
