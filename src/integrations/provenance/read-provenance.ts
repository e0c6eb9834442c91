import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { withoutCredentials } from '../reading/without-credentials.js';
import { type CiBuild, type Environment, readCiBuild } from './ci-build.js';
import { type GitCode, headOfJenkinsMerge, holdSameFiles, readGit } from './read-git.js';

/** Which code, and which build. */
export interface Provenance {
  readonly code: {
    readonly repository?: string | undefined;
    readonly commit: string;
    readonly path?: string | undefined;
    readonly dirty: boolean;
  } | null;
  readonly build: CiBuild['build'] | null;
  /** What a person has to know of how it was found out, in words. */
  readonly notes: readonly string[];
}

/**
 * What Git says of a folder, and the CI system of the build. What the CI system says of the code counts where the folder
 * is what it checked out; else Git's HEAD does, and a note says so.
 */
export async function readProvenance(folder: string, env: Environment): Promise<Provenance> {
  const [git, ci] = await Promise.all([readGit(folder), readCiBuild(env)]);
  const build = ci === null ? null : { ...ci.build, ...(ci.build.url && { url: withoutCredentials(ci.build.url) }) };
  const { commit, checkedOut, notes } = await commitOf(folder, git, ci);
  if (commit === null) return { code: null, build, notes };
  const repository = git?.repository ?? (checkedOut ? ci?.repository : undefined);
  return {
    code: {
      commit,
      dirty: git?.dirty ?? false,
      ...(repository && { repository: withoutCredentials(repository) }),
      ...(git?.path && { path: git.path }),
    },
    build,
    notes,
  };
}

interface FoundCommit {
  readonly commit: string | null;
  /** Whether the folder is what the CI system checked out. */
  readonly checkedOut: boolean;
  readonly notes: readonly string[];
}

async function commitOf(folder: string, git: GitCode | null, ci: CiBuild | null): Promise<FoundCommit> {
  const head = git !== null && ci?.mayBeMerge ? await headOfJenkinsMerge(folder) : null;
  if (head !== null && [undefined, git?.commit, head].includes(ci?.commit)) {
    return { commit: head, checkedOut: true, notes: await notesOfMerge(folder, git!.commit, head) };
  }
  if (ci?.commit === undefined) return { commit: git?.commit ?? null, checkedOut: false, notes: [] };
  const written = ci.head ?? ci.commit;
  if (git === null) {
    // A checkout may come without Git, as an archive.
    if (await isWithin(ci.workspace, folder)) return { commit: written, checkedOut: true, notes: [] };
    const note = `The CI system built ${ci.commit}, but ${folder} is not what it checked out: no commit is recorded.`;
    return { commit: null, checkedOut: false, notes: [note] };
  }
  if ([written, ci.commit].includes(git.commit)) {
    return { commit: written, checkedOut: true, notes: await notesOfMerge(folder, git.commit, written) };
  }
  const note = `The CI system built ${ci.commit}, but HEAD of ${folder} is ${git.commit}: that is recorded.`;
  return { commit: git.commit, checkedOut: false, notes: [note] };
}

/** Who rebuilds gets the files of the head: where those of the merge are others, somebody has to know. */
async function notesOfMerge(folder: string, built: string, recorded: string): Promise<string[]> {
  if (built === recorded || (await holdSameFiles(folder, built, recorded))) return [];
  return [
    `What was built is ${built}, a merge that only the CI system has. Its head ${recorded} is recorded, whose files may be others.`,
  ];
}

async function isWithin(workspace: string | undefined, folder: string): Promise<boolean> {
  if (!workspace) return false;
  try {
    const [root, inside] = await Promise.all([realpath(workspace), realpath(folder)]);
    return inside === root || inside.startsWith(root.endsWith(path.sep) ? root : root + path.sep);
  } catch {
    return false;
  }
}
