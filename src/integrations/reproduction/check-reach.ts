import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { canonicalJson } from '../../platform/digest/canonical-json.js';
import { sha256 } from '../../platform/digest/digest.js';
import { findBareOrNot } from '../git/find-repository.js';
import { type Environment, openGit } from '../git/git-reader.js';
import { digestOfFile } from '../reading/digest-of-file.js';
import type { RebuildPlan } from './plan-rebuild.js';

/** One thing that was checked. `unknown`: it could not be reached from here. */
export interface Finding {
  readonly outcome: 'ok' | 'failed' | 'unknown';
  readonly what: string;
}

/** Checks what can be reached from here: the seal, the commit in a clone, and the files that lie on this machine. */
export async function checkReach(plan: RebuildPlan, clone: string | undefined, env: Environment): Promise<Finding[]> {
  const { subject, data, artifacts } = plan;
  const files = [...data, ...artifacts].map(async ({ uri, path, digest }): Promise<Finding> => {
    const local = localPath(uri);
    const found = local === null ? null : await stat(local).catch(() => null);
    if (local === null || !found?.isFile()) return { outcome: 'unknown', what: `${path} at ${uri} is not here` };
    return (await digestOfFile(local)) === digest
      ? { outcome: 'ok', what: `${path} at ${uri} has its digest` }
      : { outcome: 'failed', what: `${path} at ${uri} has another digest than ${digest}` };
  });
  return [checkSeal(plan), await checkCommit(subject.code, clone, env), ...(await Promise.all(files))];
}

function checkSeal({ subject }: RebuildPlan): Finding {
  return sha256(canonicalJson(subject.manifest)) === subject.digest
    ? { outcome: 'ok', what: 'the digest is that of the manifest' }
    : {
        outcome: 'failed',
        what: 'the digest is not that of the manifest: what the server told is not what was sealed',
      };
}

async function checkCommit(
  code: RebuildPlan['subject']['code'],
  clone: string | undefined,
  env: Environment,
): Promise<Finding> {
  if (code === null) return { outcome: 'unknown', what: 'the code is not known' };
  const place = clone ?? localPath(code.repository ?? '');
  if (place === null) return { outcome: 'unknown', what: `commit ${code.commit}: no clone was given (--repo)` };
  return (await hasCommit(place, code.commit, env))
    ? { outcome: 'ok', what: `commit ${code.commit} is in ${place}` }
    : { outcome: 'failed', what: `commit ${code.commit} is not in ${place}` };
}

async function hasCommit(place: string, commit: string, env: Environment): Promise<boolean> {
  const found = await findBareOrNot(place).catch(() => null);
  if (found === null || 'refused' in found) return false;
  await using git = await openGit(found, env).catch(() => null);
  return git !== null && (await git.run(['cat-file', '-e', `${commit}^{commit}`])) !== null;
}

function localPath(uri: string): string | null {
  if (uri.startsWith('/')) return uri;
  if (!uri.startsWith('file:')) return null;
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}
