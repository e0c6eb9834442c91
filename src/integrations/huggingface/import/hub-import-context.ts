import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import type { RepositoryReader } from '#integrations/git-history/history/read-repository.js';
import type { Destination, FileInput } from '#integrations/git-history/import/destination.js';
import { gitUri } from '#integrations/git-history/import/git-import-context.js';
import type { CountedKind, GitImportReport, GitTally } from '#integrations/git-history/import/git-tally.js';
import { textMisfit } from '#integrations/importing/fit-text.js';
import type { Contents, HubFile } from '../repository/contents.js';
import { type HubKind, type HubRepository, hubUri } from '../repository/hub-repository.js';

/** What is counted of a repository of the Hub. */
export const KINDS_OF_HUB = [
  ...(['models', 'modelVersions', 'datasets', 'environments', 'evaluations'] as const),
] satisfies readonly CountedKind[];

type KindOfHub = (typeof KINDS_OF_HUB)[number];

/** What an import of a repository of the Hub did. */
export type HubImportReport = GitImportReport<KindOfHub>;

/** What every step of one import shares. */
export interface HubImportContext {
  readonly client: GraphqlClient;
  readonly destination: Destination;
  readonly reader: RepositoryReader;
  readonly contents: Contents;
  readonly tally: GitTally<KindOfHub>;
  /** Where all names are. */
  readonly namespace: string;
  readonly kind: HubKind;
  /** The name here of the model or the dataset. */
  readonly name: string;
  /** Null where it is not known to be on the Hub. */
  readonly repository: HubRepository | null;
  /** The URL that code is pinned to; null where it has none. */
  readonly url: string | null;
  /** What the repository is called in sources and contradictions. */
  readonly source: string;
  /** When the import began, in milliseconds since 1970. */
  readonly now: number;
}

/** So many files are listed of a version. */
const MOST_FILES = 5_000;

/** Files as the API takes them; of more than are listed the whole alone, which its digest is known by. */
export function filesOf(files: readonly HubFile[], commit: string, context: HubImportContext): FileInput[] {
  const { repository, url, tally } = context;
  const uriOf = (path: string) => (repository === null ? gitUri(url, commit, path) : hubUri(repository, commit, path));
  if (files.length > MOST_FILES) {
    tally.remark(
      commit,
      `has ${files.length} files, more than the ${MOST_FILES} that are listed: the whole is, by its digest`,
    );
    return [{ path: '.', uri: uriOf(''), mediaType: 'inode/directory' }];
  }
  return files.flatMap(({ path, digest, sizeBytes }) => {
    const reason = textMisfit(path, 1_000);
    if (reason !== null) {
      tally.skip({ kind: 'file', path: path.slice(0, 200), reason: `has a path that ${reason}` });
      return [];
    }
    return [
      { path, uri: uriOf(path), ...(digest === null ? {} : { digest }), ...(sizeBytes === null ? {} : { sizeBytes }) },
    ];
  });
}
