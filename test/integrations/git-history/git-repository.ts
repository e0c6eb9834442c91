import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Whether there is a git: without one, what reads repositories is not tested. */
export const hasGit = spawnSync('git', ['--version']).status === 0;
export const WITHOUT_GIT = 'SKIPPED: there is no git on the PATH, and importing repositories is NOT TESTED';

/** A small repository that a test makes. */
export interface MadeRepository extends AsyncDisposable {
  readonly folder: string;
  /** Runs Git in it, and returns what it printed. */
  git(...words: string[]): string;
  /** Writes files, commits all, and returns the commit; null takes a file away. */
  commit(files: Readonly<Record<string, string | Buffer | null>>, subject?: string): Promise<string>;
  /** Makes an annotated tag. */
  tag(name: string, commit?: string): void;
}

/** The moment of the first commit; each further commit and tag is a minute later. */
const BEGAN = Date.UTC(2024, 0, 1);

/** `await using repository = await makeRepository()` */
export async function makeRepository(): Promise<MadeRepository> {
  const parent = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-history-'));
  const folder = path.join(parent, 'project');
  await mkdir(folder);
  let minute = 0;
  const git = (...words: string[]) => {
    const date = `${BEGAN / 1000 + 60 * minute} +0000`;
    const who = { NAME: 'Ann', EMAIL: 'ann@example.org', DATE: date };
    const env = Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((role) =>
        Object.entries(who).map(([what, value]) => [`GIT_${role}_${what}`, value]),
      ),
    );
    const options = {
      cwd: folder,
      env: { ...process.env, ...env, GIT_CONFIG_GLOBAL: os.devNull },
      encoding: 'utf8',
    } as const;
    return execFileSync('git', words, options).trim();
  };
  git('init', '--quiet', '--initial-branch=main');
  return {
    folder,
    git,
    async commit(files, subject = 'a change') {
      minute++;
      for (const [name, content] of Object.entries(files)) {
        const file = path.join(folder, name);
        if (content === null) await rm(file);
        else {
          await mkdir(path.dirname(file), { recursive: true });
          await writeFile(file, content);
        }
      }
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message', subject);
      return git('rev-parse', 'HEAD');
    },
    tag(name, commit = 'HEAD') {
      minute++;
      git('tag', '--annotate', '--message', `about ${name}`, '--', name, commit);
    },
    [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }),
  };
}
