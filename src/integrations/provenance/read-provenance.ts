import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { findRepository } from '../git/find-repository.js';
import { type Environment, type GitReader, openGit } from '../git/git-reader.js';
import type { UncommittedFile } from '../git/read-uncommitted.js';
import { asUnreadableFile } from '../reading/unreadable-file.js';
import { type CiBuild, readCiBuild } from './ci-build.js';
import { type GitCode, headOfJenkinsMerge, holdSameFiles, readGit } from './read-git.js';

/** Which code, and which build. */
export interface Provenance {
  readonly code: {
    readonly repository?: string | undefined;
    readonly commit: string;
    readonly path?: string | undefined;
  } | null;
  /** What lies in the folder's repository and not in that commit; null where Git cannot tell. */
  readonly uncommitted: readonly UncommittedFile[] | null;
  readonly build: CiBuild['build'] | null;
  /** What a person has to know of how it was found out, in words. */
  readonly notes: readonly string[];
}

/**
 * What Git says of a folder, and the CI system of the build. What the CI system says of the code counts where the folder
 * is what it checked out; else Git's HEAD does, and a note says so.
 */
export async function readProvenance(folder: string, env: Environment): Promise<Provenance> {
  const location = await realpath(folder);
  const opened = await openRepository(location, env);
  const refused = opened !== null && 'refused' in opened ? [opened.refused] : [];
  await using reader = opened === null || 'refused' in opened ? null : opened;
  const [git, ci] = await Promise.all([reader && readGit(reader, location, env), readCiBuild(env)]);
  const build = ci === null ? null : { ...ci.build, ...(ci.build.url && { url: withoutCredentials(ci.build.url) }) };
  const { commit, checkedOut, notes } = await commitOf(folder, git && { ...git, reader: reader! }, ci);
  const allNotes = [...refused, ...notes];
  // A checkout may come without Git, as an archive: then nothing is known of changes.
  const uncommitted = git === null ? [] : git.uncommitted;
  if (commit === null) return { code: null, uncommitted, build, notes: allNotes };
  const repository = git?.repository ?? (checkedOut ? ci?.repository : undefined);
  return {
    code: {
      commit,
      ...(repository && { repository: withoutCredentials(repository) }),
      ...(git?.path && { path: git.path }),
    },
    uncommitted,
    build,
    notes: allNotes,
  };
}

async function openRepository(
  location: string,
  env: Environment,
): Promise<GitReader | { readonly refused: string } | null> {
  const found = await findRepository(location);
  if (found === null || 'refused' in found) return found;
  try {
    return await openGit(found, env);
  } catch (error) {
    const { path: file, message } = asUnreadableFile(found.gitDir, error);
    return { refused: `${file} ${message}: the repository is not read, and no commit of it is recorded.` };
  }
}

interface OpenCode extends GitCode {
  readonly reader: GitReader;
}

interface FoundCommit {
  readonly commit: string | null;
  /** Whether the folder is what the CI system checked out. */
  readonly checkedOut: boolean;
  readonly notes: readonly string[];
}

async function commitOf(folder: string, git: OpenCode | null, ci: CiBuild | null): Promise<FoundCommit> {
  const head = git !== null && ci?.mayBeMerge ? await headOfJenkinsMerge(git.reader) : null;
  if (head !== null && [undefined, git?.commit, head].includes(ci?.commit)) {
    return { commit: head, checkedOut: true, notes: await notesOfMerge(git!, head) };
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
    return { commit: written, checkedOut: true, notes: await notesOfMerge(git, written) };
  }
  const note = `The CI system built ${ci.commit}, but HEAD of ${folder} is ${git.commit}: that is recorded.`;
  return { commit: git.commit, checkedOut: false, notes: [note] };
}

/** Who rebuilds gets the files of the head: where those of the merge are others, somebody has to know. */
async function notesOfMerge({ reader, commit: built }: OpenCode, recorded: string): Promise<string[]> {
  if (built === recorded || (await holdSameFiles(reader, built, recorded))) return [];
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
