import type { RepositoryReader } from '#integrations/git-history/history/read-repository.js';
import type { Commit } from '#integrations/git-history/objects/commits.js';
import type { Contents, HubContent } from './contents.js';

/** Content of the history, with the commits that have it. */
export interface HubVersion {
  readonly content: HubContent;
  readonly first: Commit;
  /** The one whose card is the newest: HEAD, where it has this content. */
  readonly last: Commit;
  /** How many cards it had. */
  readonly cards: number;
}

/** Versions of a repository, older ones first. */
export interface HubHistory {
  readonly versions: readonly HubVersion[];
  /** The digest of the content of each commit that was read and has any. */
  readonly contentAt: ReadonlyMap<string, string>;
  /** All commits that were read. */
  readonly commits: ReadonlySet<string>;
}

/** The file that is the card of a repository. */
export const CARD = 'README.md';

/**
 * Reads the history: each content is one version, at the first commit that has it. A commit that changes no weights and no
 * data makes none.
 */
export async function readHubHistory(
  reader: RepositoryReader,
  contents: Contents,
  revisions: readonly string[],
  onCommit: (count: number) => void,
): Promise<HubHistory> {
  const head = (await reader.git.run(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']))?.trim();
  const versions = new Map<string, { content: HubContent; first: Commit; last: Commit; cards: Set<string> }>();
  const contentAt = new Map<string, string>();
  const commits = new Set<string>();
  for await (const commit of reader.commits(revisions)) {
    commits.add(commit.id);
    onCommit(commits.size);
    const content = await contents.at(commit.tree);
    if (content === null) continue;
    contentAt.set(commit.id, content.digest);
    const version = versions.get(content.digest) ?? { content, first: commit, last: commit, cards: new Set() };
    versions.set(content.digest, version);
    version.cards.add((await reader.blobs.idAt(commit.tree, CARD)) ?? '');
    if (version.last.id !== head) version.last = commit;
  }
  return { versions: [...versions.values()].map((one) => ({ ...one, cards: one.cards.size })), contentAt, commits };
}
