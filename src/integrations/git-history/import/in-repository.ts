import { momentMisfit } from '#integrations/importing/fit-moment.js';
import type { FoundInSource } from '#integrations/importing/source-recorder.js';
import { isOutside } from '../dvc/paths.js';
import type { TrackedDigest } from '../dvc/tracked-file.js';
import type { CommitState } from '../history/commit-state.js';
import type { GitImportContext } from './git-import-context.js';

/** Where in a repository something is, as a source says it: at a path of a commit; at an empty one it is no file. */
export function inRepository(
  path: string,
  { commit }: Pick<CommitState, 'commit'>,
  { source, url, now }: Pick<GitImportContext, 'source' | 'url' | 'now'>,
): Pick<FoundInSource, 'location' | 'externalId' | 'repository' | 'commit' | 'path' | 'createdElsewhereAt'> {
  const isPast = momentMisfit(commit.committedAt, now) === null;
  return {
    location: source,
    externalId: `${path}@${commit.id}`,
    ...(url === null || path === '' || isOutside(path) ? {} : { repository: url, commit: commit.id, path }),
    ...(isPast ? { createdElsewhereAt: new Date(commit.committedAt).toISOString() } : {}),
  };
}

/** Digests of content, as sources are compared by them; an ETag is what its server makes of it. */
export function digestTexts(digest: TrackedDigest | null): string[] {
  return digest === null || !OF_CONTENT.has(digest.algorithm) ? [] : [`${digest.algorithm}:${digest.value}`];
}

const OF_CONTENT: ReadonlySet<string> = new Set(['md5', 'md5-dos2unix', 'sha256']);

/** The last part of a path. */
export function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
