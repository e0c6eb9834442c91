import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { sha256 } from '#platform/digest/digest.js';
import { findBareOrNot } from '../git/find-repository.js';
import { type Environment, openGit } from '../git/git-reader.js';
import { ForeignTree } from '../reading/foreign-tree.js';
import { asUnreadableFile } from '../reading/unreadable-file.js';
import type { PlannedFile, RebuildPlan } from './plan-rebuild.js';

/** One thing that was checked. `unknown`: it could not be reached from here. */
export interface Finding {
  readonly outcome: 'ok' | 'failed' | 'unknown';
  readonly what: string;
}

/** The bounds and the inputs of a check. */
export interface ReachOptions {
  /** A clone in which the commit is looked for. */
  readonly clone?: string | undefined;
  /** Variables that Git is started with. */
  readonly env: Environment;
  /** So many bytes of files that the server names are read, in all. */
  readonly maxBytes: number;
}

/** Checks what can be reached from here: the seal, the commit in a clone, and the files that lie on this machine. */
export async function checkReach(plan: RebuildPlan, { clone, env, maxBytes }: ReachOptions): Promise<Finding[]> {
  const { subject, data, artifacts } = plan;
  const findings = [checkSeal(plan), await checkCommit(subject.code, clone, env)];
  let left = maxBytes;
  for (const file of [...data, ...artifacts]) {
    const { finding, read } = await checkFile(file, left);
    findings.push(finding);
    left -= read;
  }
  return findings;
}

async function checkFile(file: PlannedFile, left: number): Promise<{ finding: Finding; read: number }> {
  const { uri, path: name, digest, sizeBytes } = file;
  const found = (outcome: Finding['outcome'], what: string, read = 0) => ({
    finding: { outcome, what: `${name} at ${uri} ${what}` },
    read,
  });
  const local = localPath(uri);
  const location = local === null ? null : await realpath(local).catch(() => null);
  const there = location === null ? null : await stat(location).catch(() => null);
  if (location === null || !there?.isFile()) return found('unknown', 'is not here');
  // Of a size that was sealed another is enough to know, without reading it.
  if (sizeBytes !== null && sizeBytes !== there.size)
    return found('failed', `has ${there.size} bytes, and ${sizeBytes} were sealed`);
  if (there.size > left)
    return found('unknown', `was not read: it has ${there.size} bytes, and ${left} are left to read (--check-bytes)`);
  try {
    const tree = await ForeignTree.at(path.dirname(location));
    const here = await tree.digest(path.join(tree.root, path.basename(location)), there.size);
    return here.digest === digest
      ? found('ok', 'has its digest', there.size)
      : found('failed', `has another digest than ${digest}`, there.size);
  } catch (error) {
    return found('unknown', asUnreadableFile(location, error).message, there.size);
  }
}

function checkSeal({ subject }: RebuildPlan): Finding {
  return sha256(canonicalJson(subject.manifest)) === subject.digest
    ? { outcome: 'ok', what: 'the digest is that of the manifest' }
    : {
        outcome: 'failed',
        what: 'the digest is not that of the manifest: what the server answered is not what was sealed',
      };
}

async function checkCommit(
  code: RebuildPlan['subject']['code'],
  clone: string | undefined,
  env: Environment,
): Promise<Finding> {
  if (code === null) return { outcome: 'unknown', what: 'the code is not known' };
  const location = clone ?? localPath(code.repository ?? '');
  if (location === null) return { outcome: 'unknown', what: `commit ${code.commit}: no clone was given (--repo)` };
  return (await hasCommit(location, code.commit, env))
    ? { outcome: 'ok', what: `commit ${code.commit} is in ${location}` }
    : { outcome: 'failed', what: `commit ${code.commit} is not in ${location}` };
}

async function hasCommit(location: string, commit: string, env: Environment): Promise<boolean> {
  const found = await findBareOrNot(location).catch(() => null);
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
