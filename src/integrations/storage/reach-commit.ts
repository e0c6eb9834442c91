import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { cloneUrlOf, openRepository } from '#integrations/git-history/objects/open-repository.js';
import { QUESTION_MS, remoteGit } from '#integrations/git-history/objects/remote-git.js';
import { whyNotAsked } from './guarded-http.js';
import { hostOf, publicAddresses } from './private-address.js';
import type { ReachOptions } from './reach-options.js';
import { no, type Reached, unknown, yes } from './reached.js';

/** What Git says where a remote has no such commit, or does not show it. */
const NOT_THERE = /not our ref|did not send all necessary objects|couldn't find remote ref|unadvertised object/i;

type GitOptions = Pick<ReachOptions, 'env' | 'allowPrivate'>;

/**
 * Looks for a commit in a repository: a folder, or a remote that shows it over https or ssh; one of a private network only
 * where that was allowed.
 */
export async function reachCommit(repository: string, commit: string, options: GitOptions): Promise<Reached> {
  if (!/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(commit)) return unknown('The commit is not given whole.');
  const url = urlOf(repository);
  if (url === undefined) return unknown('The repository is none that Git is let ask.');
  if (url !== null && !url.startsWith('file:')) return reachRemote(url, commit, options);
  // Whose folder a relative path is from, nobody has said.
  if (url === null && !path.isAbsolute(repository)) return unknown('The repository is given by a relative path.');
  await using opened = await openRepository(repository, options.env).catch(() => null);
  if (opened === null) return unknown('There is no repository on this machine that can be read.');
  const isThere = (await opened.git.run(['cat-file', '-e', `${commit}^{commit}`])) !== null;
  return isThere ? yes('The repository has the commit.') : no('The repository does not have the commit.');
}

/** Fetches the commit itself, without its files, into a folder that goes afterwards. */
async function reachRemote(url: string, commit: string, { env, allowPrivate }: GitOptions): Promise<Reached> {
  let guard: readonly string[] = [];
  try {
    if (!allowPrivate) guard = await guardOf(url);
  } catch (error) {
    return unknown(whyNotAsked(error));
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-commit-'));
  try {
    const made = await remoteGit(['init', '--bare', '--quiet', '--template=', folder], env);
    if ('refused' in made) return unknown(made.refused);
    const words = ['fetch', '--quiet', '--depth=1', '--filter=tree:0', '--no-tags', '--end-of-options', url, commit];
    const answer = await remoteGit(['-C', folder, ...guard, ...words], env, QUESTION_MS);
    if ('printed' in answer) return yes('The remote has the commit.');
    return NOT_THERE.test(answer.refused) ? no('The remote does not have the commit.') : unknown(answer.refused);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Settings with which Git connects to the addresses that were judged, and follows no redirect to another host. Of ssh the
 * name alone is judged: what it leads to is the user's own configuration.
 * @throws {PrivateAddress} where the host is of a private network.
 */
async function guardOf(url: string): Promise<string[]> {
  const host = hostOf(url);
  const addresses = (await publicAddresses(host)).map((one) => (one.includes(':') ? `[${one}]` : one));
  const port = new URL(url).port || '443';
  return ['-c', `http.curloptResolve=${host}:${port}:${addresses.join(',')}`, '-c', 'http.followRedirects=false'];
}

function urlOf(repository: string): string | null | undefined {
  try {
    return cloneUrlOf(repository);
  } catch {
    return undefined;
  }
}
