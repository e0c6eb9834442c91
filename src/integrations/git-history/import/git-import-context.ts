import type { Progress } from '#integrations/client/progress.js';
import type { RepositoryReader } from '../history/read-repository.js';
import type { VerifiedFiles } from '../verify/verified-files.js';
import type { Destination } from './destination.js';
import type { GitTally } from './git-tally.js';
import type { ImportedData } from './imported-data.js';
import type { ModelRule } from './model-rule.js';

/** What every step of one import shares. */
export interface GitImportContext {
  readonly destination: Destination;
  readonly reader: RepositoryReader;
  readonly tally: GitTally;
  readonly namespace: string;
  /** The repository's URL, as code is pinned to; null where it has none. */
  readonly url: string | null;
  /** What the repository is called in contradictions: its URL, or the folder where it has none. */
  readonly source: string;
  readonly isModel: ModelRule;
  /** What of the history imports data from elsewhere. */
  readonly imports: ImportedData;
  /** What the bytes of files were found to be. */
  readonly verified: VerifiedFiles;
  /** When the import began, in milliseconds since 1970. */
  readonly now: number;
  readonly onProgress: (progress: Progress) => void;
}

/** A commit as the API takes it. */
export function codeOf(commit: string, path: string | null, { url }: Pick<GitImportContext, 'url'>) {
  return {
    commit,
    ...(url === null ? {} : { repository: url }),
    ...(path === null ? {} : { path: path.slice(0, 1_000) }),
  };
}

/** Where a file of a commit lies. */
export function gitUri(url: string | null, commit: string, path: string): string {
  return `git+${url ?? 'file:///'}@${commit}#${path}`.slice(0, 4_000);
}
