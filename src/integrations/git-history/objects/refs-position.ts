import { fileURLToPath } from 'node:url';
import type { Environment } from '#integrations/git/git-reader.js';
import { sha256 } from '#platform/digest/digest.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { cloneUrlOf, openRepository } from './open-repository.js';
import { QUESTION_MS, remoteGit } from './remote-git.js';

/**
 * Where a repository is: a digest of all its refs. Where it is the same, a repository has nothing new; nothing is cloned
 * to know it.
 * @throws {PedigraphError} as `openRepository`.
 */
export async function refsPosition(place: string, env: Environment): Promise<string> {
  return sha256(await refsOf(place, env));
}

async function refsOf(place: string, env: Environment): Promise<string> {
  const url = cloneUrlOf(place);
  if (url === null || url.startsWith('file:')) {
    await using opened = await openRepository(url === null ? place : fileURLToPath(url), env);
    // A repository without a ref prints nothing.
    return (await opened.git.run(['show-ref', '--head', '--dereference'])) ?? '';
  }
  const answer = await remoteGit(['ls-remote', '--quiet', '--end-of-options', url], env, QUESTION_MS);
  if ('printed' in answer) return answer.printed;
  throw new PedigraphError('UNAVAILABLE', `${withoutCredentials(url)} could not be asked: ${answer.refused}`);
}
