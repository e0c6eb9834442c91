import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBareOrNot } from '#integrations/git/find-repository.js';
import { type Environment, type GitReader, openGit } from '#integrations/git/git-reader.js';
import { isRemote } from '#integrations/git/is-remote.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { remoteGit } from './remote-git.js';

/** A repository that is open for reading. */
export interface OpenRepository extends AsyncDisposable {
  readonly git: GitReader;
  /** Its top folder on this disk; null where it was cloned to be read. */
  readonly folder: string | null;
  /** The URL it is known by, without credentials; null where it has none. */
  readonly url: string | null;
}

/**
 * Opens a repository: a folder that is one or lies in one, a bare one, or an https, ssh or file URL, which is cloned into a
 * folder that goes when it is closed. Nothing is ever checked out.
 * @throws {PedigraphError} NOT_FOUND where there is none, BAD_USER_INPUT for another kind of URL, UNAVAILABLE where it
 * cannot be cloned.
 */
export async function openRepository(place: string, env: Environment): Promise<OpenRepository> {
  const url = cloneUrlOf(place);
  if (url === null) return openFolder(place, env);
  if (url.startsWith('file:')) return openFolder(fileURLToPath(url), env);
  const parent = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-clone-'));
  const remove = () => rm(parent, { recursive: true, force: true });
  try {
    const folder = path.join(parent, 'clone.git');
    await clone(url, folder, env);
    const opened = await openFolder(folder, env);
    return {
      git: opened.git,
      folder: null,
      url: withoutCredentials(url),
      [Symbol.asyncDispose]: async () => {
        await opened[Symbol.asyncDispose]();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The URL that Git is to clone; null for a path. `host:path`, as Git takes it for ssh, is written as the URL that it is. */
export function cloneUrlOf(place: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(place)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    const [, host, rest] = /^([\w.-]+@[\w.-]+):(?!\/\/)(.+)$/.exec(place) ?? [];
    return host === undefined ? null : `ssh://${host}/${rest?.replace(/^\//, '')}`;
  }
  if (['https', 'ssh', 'file'].includes(scheme) && URL.canParse(place) && !/[\s\0]/.test(place)) return place;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected the path of a repository or an https, ssh or file URL, but got ${withoutCredentials(place).slice(0, 200)}. Clone it by hand and name the folder.`,
  );
}

async function openFolder(folder: string, env: Environment): Promise<OpenRepository> {
  const found = await findBareOrNot(folder).catch(() => null);
  if (found === null) {
    throw new PedigraphError('NOT_FOUND', `There is no Git repository at ${folder}: name one, or the URL to clone.`);
  }
  if ('refused' in found) throw new PedigraphError('NOT_FOUND', found.refused);
  const git = await openGit(found, env);
  if ((await git.run(['version'])) === null) {
    await git[Symbol.asyncDispose]();
    throw new PedigraphError(
      'UNAVAILABLE',
      'Git itself reads a repository, and there is no git on the PATH: install it.',
    );
  }
  const origin = git.configured.get('remote.origin.url');
  const isBare = found.root === found.gitDir;
  return {
    git,
    folder: isBare ? null : found.root,
    url: origin === undefined || !isRemote(origin) ? null : withoutCredentials(origin),
    [Symbol.asyncDispose]: () => git[Symbol.asyncDispose](),
  };
}

async function clone(url: string, folder: string, env: Environment): Promise<void> {
  const answer = await remoteGit(['clone', '--bare', '--quiet', '--template=', '--end-of-options', url, folder], env);
  if ('refused' in answer)
    throw new PedigraphError('UNAVAILABLE', `${withoutCredentials(url)} could not be cloned: ${answer.refused}`);
}
