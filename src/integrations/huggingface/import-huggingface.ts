import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import type { OnProgress } from '#integrations/client/progress.js';
import type { Environment } from '#integrations/git/git-reader.js';
import { type RepositoryReader, readRepository } from '#integrations/git-history/history/read-repository.js';
import { gatewayDestination } from '#integrations/git-history/import/gateway-destination.js';
import { GitTally } from '#integrations/git-history/import/git-tally.js';
import { namespaceOfFolder } from '#integrations/git-history/import/names.js';
import { commitOf, readCommit, UnknownRevision } from '#integrations/git-history/objects/commits.js';
import { openRepository } from '#integrations/git-history/objects/open-repository.js';
import { assertNamespace } from '#integrations/importing/assert-namespace.js';
import { nameBelow } from '#integrations/importing/name-below.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { importDatasetVersions } from './import/dataset-versions.js';
import { reportHubContradictions } from './import/hub-contradictions.js';
import { type HubImportContext, type HubImportReport, KINDS_OF_HUB } from './import/hub-import-context.js';
import { importModelVersions } from './import/model-versions.js';
import { NamedRepositories } from './import/named-repositories.js';
import { reportUnversioned } from './import/unversioned.js';
import { Contents } from './repository/contents.js';
import { type DecidedKind, decideKind } from './repository/decide-kind.js';
import { readHubHistory } from './repository/hub-history.js';
import { type HubKind, type HubRepository, hubPage, hubRepositoryOf, isHubName } from './repository/hub-repository.js';
import { numbersOf, tagsOfContent } from './repository/version-numbers.js';

/** What to import of the Hub, and where to. */
export interface ImportHuggingFaceOptions {
  /** A folder, also a bare repository, or an https, ssh or file URL. It is only read. */
  readonly repository: string;
  readonly client: GraphqlClient;
  /** What the repository is of, where neither its URL nor its card says so. */
  readonly kind?: HubKind | undefined;
  /** Its name on the Hub, `org/name`, where its URL does not say so. */
  readonly name?: string | undefined;
  /** Put before every name, with a `/`. @default 'huggingface' */
  readonly namespace?: string | undefined;
  /** Revisions such as `main` or `v1..v2`. @default all that HEAD, branches and tags reach */
  readonly revisions?: readonly string[] | undefined;
  /** Of the process, for Git. */
  readonly env: Environment;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Takes over a repository of a model or a dataset as the Hub has them: each content of its weights or data as a version,
 * and of its card lineage, evaluations, tags and the description. Import it again, and what is new is written. What cannot
 * be read, what does not fit and what the server refuses is in the report.
 * @throws {PedigraphError} NOT_FOUND where there is no repository or revision, BAD_USER_INPUT for a URL, name or namespace
 * that is none and where the kind cannot be known, UNAVAILABLE where it cannot be cloned or there is no git.
 * @throws {ApiError} where the gateway cannot be reached or refuses the caller; importing again goes on from there.
 */
export async function importHuggingFace(options: ImportHuggingFaceOptions): Promise<HubImportReport> {
  const { client, repository: place, namespace = 'huggingface', revisions = [] } = options;
  assertNamespace(namespace);
  await using opened = await openRepository(place, options.env);
  using reader = readRepository(opened.git, { isWanted: () => true, parents: 'first' });
  const tally = new GitTally(KINDS_OF_HUB);
  const { kind, reason, name, repository } = await identify(options, opened.url, reader);
  tally.remark(place, `is taken for a ${kind}, because ${reason}`);
  // Asked before the first write, so that a wrong URL or token is one error and not one for every version.
  await client.query('{ __typename }');
  const url = repository === null ? opened.url : hubPage(repository);
  const contents = new Contents({
    ...{ objects: reader.objects, trees: reader.trees, kind },
    onFile: (path, why) => tally.skip({ kind: 'file', path, reason: why }),
  });
  const context: HubImportContext = {
    ...{ client, destination: gatewayDestination(client), reader, contents, tally, namespace, kind, repository, url },
    name: nameBelow(namespace, name),
    source: url ?? withoutCredentials(place),
    now: Date.now(),
  };
  try {
    await importHistory(revisions, context, options.onProgress ?? (() => {}));
  } catch (error) {
    if (error instanceof UnknownRevision)
      throw new PedigraphError('NOT_FOUND', `${withoutCredentials(place)}: ${error.message}.`);
    throw error;
  }
  return tally.report({ repository: withoutCredentials(place), namespace: context.name, dryRun: false });
}

async function importHistory(
  revisions: readonly string[],
  context: HubImportContext,
  onProgress: OnProgress,
): Promise<void> {
  const { reader, contents, tally, kind, destination } = context;
  const history = await readHubHistory(reader, contents, revisions, (count) => {
    tally.commits = count;
    onProgress({ what: 'commits', done: count, total: count });
  });
  const { versions, contentAt } = history;
  await reportUnversioned(versions, context);
  const { all: tags } = await reader.tags();
  const byContent = tagsOfContent(
    tags,
    (commit) => contentAt.get(commit),
    (tag, remark) => tally.remark(`refs/tags/${tag}`, remark),
  );
  const numbers = numbersOf(
    versions.map(({ content, first }) => ({
      digest: content.digest,
      commit: first.id,
      committedAt: first.committedAt,
    })),
    byContent,
  );
  const named = new NamedRepositories(context);
  if (kind === 'model') await importModelVersions(versions, numbers, named, context);
  else await importDatasetVersions(versions, numbers, named, context);
  await destination.sources.flush();
  const commitOfTag = new Map(tags.flatMap(({ name, commit }) => (commit === null ? [] : [[name, commit] as const])));
  const isShallow = (await reader.git.run(['rev-parse', '--is-shallow-repository']))?.trim() === 'true';
  if (isShallow)
    tally.remark(
      'history',
      'the clone is shallow: what is before its first commit is not known, and contradicts nothing',
    );
  const isWhole = revisions.length === 0 && !isShallow;
  await reportHubContradictions({ ...history, tags: commitOfTag, isWhole }, context);
}

/** What the repository is of and called, by what was given, its URL, its card, its files and its folder, in this order. */
async function identify(
  { repository: place, kind, name }: ImportHuggingFaceOptions,
  url: string | null,
  reader: RepositoryReader,
): Promise<DecidedKind & { readonly name: string; readonly repository: HubRepository | null }> {
  if (name !== undefined && !isHubName(name))
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected the name of a repository of the Hub, such as org/name, but got ${JSON.stringify(name.slice(0, 200))}.`,
    );
  const onHub = url === null ? null : hubRepositoryOf(url);
  const decided = await (async (): Promise<DecidedKind> => {
    if (kind !== undefined) return { kind, reason: 'it was said so' };
    if (onHub !== null) return { kind: onHub.kind, reason: `it lies at ${hubPage(onHub)}` };
    const head = await commitOf(reader.git, 'HEAD');
    const commit = head === null ? null : await readCommit(head, reader.objects);
    if (commit === null) throw new PedigraphError('NOT_FOUND', `${withoutCredentials(place)} has no commit.`);
    return decideKind(commit, reader);
  })();
  const called = name ?? onHub?.name;
  if (called !== undefined) return { ...decided, name: called, repository: { kind: decided.kind, name: called } };
  const [first] = await firstCommit(reader);
  return { ...decided, name: namespaceOfFolder(place, first ?? ''), repository: null };
}

async function firstCommit(reader: RepositoryReader): Promise<string[]> {
  for await (const { id } of reader.commits([])) return [id];
  return [];
}
