import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Environment } from '#integrations/git/git-reader.js';
import { cloneUrlOf, openRepository } from '#integrations/git-history/objects/open-repository.js';
import { QUESTION_MS, remoteGit } from '#integrations/git-history/objects/remote-git.js';
import { no, type Reached, unknown, yes } from './reached.js';

/** What Git says where a remote has no such commit, or does not show it. */
const NOT_THERE = /not our ref|did not send all necessary objects|couldn't find remote ref|unadvertised object/i;

/** Looks for a commit in a repository: a folder, or a remote that shows it over https or ssh. */
export async function reachCommit(repository: string, commit: string, env: Environment): Promise<Reached> {
  if (!/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(commit)) return unknown('The commit is not given whole.');
  const url = urlOf(repository);
  if (url === undefined) return unknown('The repository is none that Git is let ask.');
  if (url !== null && !url.startsWith('file:')) return reachRemote(url, commit, env);
  // Whose folder a relative path is from, nobody has said.
  if (url === null && !path.isAbsolute(repository)) return unknown('The repository is given by a relative path.');
  await using opened = await openRepository(repository, env).catch(() => null);
  if (opened === null) return unknown('There is no repository on this machine that can be read.');
  const isThere = (await opened.git.run(['cat-file', '-e', `${commit}^{commit}`])) !== null;
  return isThere ? yes('The repository has the commit.') : no('The repository does not have the commit.');
}

/** Fetches the commit itself, without its files, into a folder that goes afterwards. */
async function reachRemote(url: string, commit: string, env: Environment): Promise<Reached> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-commit-'));
  try {
    const made = await remoteGit(['init', '--bare', '--quiet', '--template=', folder], env);
    if ('refused' in made) return unknown(made.refused);
    const words = ['fetch', '--quiet', '--depth=1', '--filter=tree:0', '--no-tags', '--end-of-options', url, commit];
    const answer = await remoteGit(['-C', folder, ...words], env, QUESTION_MS);
    if ('printed' in answer) return yes('The remote has the commit.');
    return NOT_THERE.test(answer.refused) ? no('The remote does not have the commit.') : unknown(answer.refused);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function urlOf(repository: string): string | null | undefined {
  try {
    return cloneUrlOf(repository);
  } catch {
    return undefined;
  }
}
