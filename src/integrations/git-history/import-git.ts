import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import type { OnProgress } from '#integrations/client/progress.js';
import type { Environment } from '#integrations/git/git-reader.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { NAMESPACE_PATTERN } from '#platform/refs/ref.js';
import type { GtoEvent } from './gto/gto-history.js';
import type { CommitState, DvcFileState } from './history/commit-state.js';
import { type RepositoryReader, readRepository } from './history/read-repository.js';
import { BesideRuns } from './import/beside-runs.js';
import { Datasets } from './import/datasets.js';
import { reportDigestContradictions } from './import/digest-contradictions.js';
import { dryDestination } from './import/dry-destination.js';
import { Environments } from './import/environments.js';
import { gatewayDestination } from './import/gateway-destination.js';
import type { GitImportContext } from './import/git-import-context.js';
import { type GitImportReport, GitTally, KINDS_OF_GIT } from './import/git-tally.js';
import { importGto, statesOf } from './import/gto-versions.js';
import { importKeyOf } from './import/imported-data.js';
import { LfsObjects } from './import/lfs-objects.js';
import { modelRule } from './import/model-rule.js';
import { ModelVersions } from './import/model-versions.js';
import { namespaceOfFolder, namespaceOfUrl } from './import/names.js';
import { StageRuns } from './import/stage-runs.js';
import { reportTagContradictions } from './import/tag-contradictions.js';
import { TrackedOutputs } from './import/tracked-outputs.js';
import { UnknownRevision } from './objects/commits.js';
import { cloneUrlOf, openRepository } from './objects/open-repository.js';

import { FindStores } from './verify/find-stores.js';
import { VerifiedData } from './verify/verified-data.js';
import { NOT_VERIFIED } from './verify/verified-files.js';

/** What to import of a repository, and where to. */
export interface ImportGitOptions {
  /** A folder, or an https, ssh or file URL. It is only read. */
  readonly repository: string;
  /** The gateway; null for a dry run, which writes nothing. */
  readonly client: GraphqlClient | null;
  /** Revisions such as `main` or `v1..v2`. @default all that HEAD, branches and tags reach */
  readonly revisions?: readonly string[] | undefined;
  /** Only commits and tags that were made since; milliseconds since 1970. @default all */
  readonly since?: number | undefined;
  /** Where all names stand. @default owner and name of the repository by its URL */
  readonly namespace?: string | undefined;
  /** The URL that the repository is known by, where it does not say so itself. */
  readonly url?: string | undefined;
  /** Globs over paths that are models, whatever they are called. */
  readonly models?: readonly string[] | undefined;
  /** Whether the bytes of what DVC tracks are read where they can be reached. */
  readonly verify?: boolean | undefined;
  /** Of the process, for Git. */
  readonly env: Environment;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Takes over what a repository says of models: of DVC the runs of stages with parameters and metrics, data and models; of
 * GTO versions and stages; objects of Git LFS; environments. Import it again, and what is new is written. What cannot be
 * read, what does not fit and what the server refuses is in the report.
 * @throws {PedigraphError} NOT_FOUND where there is no repository or revision, BAD_USER_INPUT for a URL or namespace that
 * is none, UNAVAILABLE where it cannot be cloned or there is no git.
 * @throws {ApiError} where the gateway cannot be reached or refuses the caller; importing again goes on from there.
 */
export async function importGit(options: ImportGitOptions): Promise<GitImportReport> {
  const { client, repository: place, revisions = [], since, onProgress = () => {} } = options;
  await using opened = await openRepository(place, options.env);
  using reader = readRepository(opened.git);
  const url = options.url === undefined ? opened.url : withoutCredentials(options.url);
  const namespace = assertNamespace(options.namespace ?? (await namespaceOf(place, url, reader)));
  // Asked before the first write, so that a wrong URL or token is one error and not one for every run.
  await client?.query('{ __typename }');
  const tally = new GitTally(KINDS_OF_GIT);
  const imports = new Map<string, DvcFileState>();
  const verified = options.verify
    ? new VerifiedData(new FindStores({ folder: opened.folder, reader, env: options.env }), tally)
    : null;
  const context: GitImportContext = {
    ...{ reader, tally, namespace, url, imports, onProgress, source: url ?? withoutCredentials(place) },
    verified: verified ?? NOT_VERIFIED,
    destination: client === null ? dryDestination() : gatewayDestination(client),
    isModel: modelRule(options.models ?? []),
    now: Date.now(),
  };
  try {
    const seen = new WeakSet<DvcFileState>();
    const states: CommitState[] = [];
    for await (const commit of reader.commits(revisions)) {
      const state = await reader.history.at(commit);
      rememberImports(state, imports, seen);
      if (verified !== null) states.push(state);
    }
    await verified?.verify(states);
    await importHistory({ revisions, since }, context);
    await reportTagContradictions((await reader.tags()).gto.events, context);
  } catch (error) {
    if (error instanceof UnknownRevision)
      throw new PedigraphError('NOT_FOUND', `${withoutCredentials(place)}: ${error.message}.`);
    throw error;
  }
  return tally.report({ repository: withoutCredentials(place), namespace, dryRun: client === null });
}

/** What was added first, and imported with the same content later, was imported. */
function rememberImports(
  { dvcFiles }: CommitState,
  imports: Map<string, DvcFileState>,
  seen: WeakSet<DvcFileState>,
): void {
  for (const dvcFile of dvcFiles) {
    if (seen.has(dvcFile)) continue;
    seen.add(dvcFile);
    const { repositories, deps, outs, stage } = dvcFile.file;
    if (stage !== null || repositories.length + deps.length === 0) continue;
    for (const out of outs) {
      const key = importKeyOf(out);
      if (!imports.has(key)) imports.set(key, dvcFile);
    }
  }
}

async function importHistory(
  { revisions, since }: { readonly revisions: readonly string[]; readonly since: number | undefined },
  context: GitImportContext,
): Promise<void> {
  const { reader, tally, onProgress } = context;
  const { gto } = await reader.tags();
  const governed = new Set(gto.events.map(({ artifact }) => artifact));
  const datasets = new Datasets(context);
  const environments = new Environments(context);
  const runs = new StageRuns(context, datasets, environments);
  const versions = new ModelVersions(context, runs, environments);
  const outputs = new TrackedOutputs(context, runs, versions, governed);
  const beside = new BesideRuns(context, environments);
  const lfs = new LfsObjects(context, datasets, versions);
  const walked = new Set<string>();
  for await (const commit of reader.commits(revisions)) {
    walked.add(commit.id);
    if (since !== undefined && commit.committedAt < since) continue;
    const state = await reader.history.at(commit);
    for (const { path, reason } of state.problems) tally.skip({ kind: 'file', path, reason });
    await runs.importNew(state);
    await outputs.importNew(state);
    await beside.importNew(state);
    await lfs.importNew(state);
    tally.commits++;
    onProgress({ what: 'commits', done: tally.commits, total: tally.commits });
  }
  const isAsked = ({ at, commit }: GtoEvent) =>
    (since === undefined || at >= since) && (revisions.length === 0 || walked.has(commit));
  const events = gto.events.filter(isAsked);
  await importGto({ ...gto, events }, versions, statesOf(context), context);
  await context.destination.sources.flush();
  await reportDigestContradictions(datasets, context);
  if (reader.trees.wasCut) tally.remark('history', 'a commit has more files, or deeper folders, than are looked at');
}

async function namespaceOf(place: string, url: string | null, reader: RepositoryReader): Promise<string> {
  if (url !== null) return namespaceOfUrl(url);
  for await (const { id } of reader.commits([]))
    return namespaceOfFolder(cloneUrlOf(place) === null ? place : new URL(place).pathname, id);
  return namespaceOfFolder(place, '');
}

function assertNamespace(namespace: string): string {
  if (namespace !== '' && NAMESPACE_PATTERN.test(namespace)) return namespace;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected a namespace such as team/project (segments of letters, digits, ".", "_" and "-"), but got ${JSON.stringify(namespace.slice(0, 200))}.`,
  );
}
