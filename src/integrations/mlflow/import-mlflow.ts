import { assertNamespace } from '#integrations/importing/assert-namespace.js';
import { type ImportReport, ImportTally } from '#integrations/importing/report/import-report.js';
import type { ArtifactUpload } from '../client/artifact-upload.js';
import type { GraphqlClient } from '../client/graphql-client.js';
import type { OnProgress } from '../client/progress.js';
import type { Environment } from '../git/git-reader.js';
import { sourceRecorder } from '../importing/source-recorder.js';
import { Deletions } from './import/deletions.js';
import { loggedModelsHere } from './import/find-logged-model-by-id.js';
import { findRunsById } from './import/find-run-by-id.js';
import type { ArtifactMode, ImportContext } from './import/import-context.js';
import { datasetRegistrar } from './import/import-datasets.js';
import { environmentRegistrar } from './import/import-environment.js';
import { importExperiments } from './import/import-experiments.js';
import { importLoggedModels } from './import/import-logged-models.js';
import { importModels } from './import/import-models.js';
import { importRuns } from './import/import-runs.js';
import { loggedModelLinks } from './import/link-logged-models.js';
import { committedRuns } from './import/store-in-git.js';
import { moveWatermark, readWatermark } from './import/watermark.js';
import { openSource } from './open-source.js';

/** What to import, and where to. */
export interface ImportMlflowOptions {
  /** A folder, an SQLite file, the URL of a PostgreSQL or MySQL database, or that of a tracking server. It is only read. */
  readonly source: string;
  readonly client: GraphqlClient;
  /** Put before every name, with a `/`. @default 'mlflow' */
  readonly namespace?: string | undefined;
  /** What is done with artifacts; with `copyTo` what is imported anew has its files with the server. @default 'verify' */
  readonly artifacts?: ArtifactMode | { readonly copyTo: ArtifactUpload } | undefined;
  /** Folders of this disk that artifacts may lie in, beside those that are looked for by themselves. */
  readonly artifactFolders?: readonly string[] | undefined;
  /** The header `Authorization` for a tracking server. */
  readonly authorization?: string | undefined;
  /** Only runs that were started, ended, deleted or measured since; milliseconds since 1970. @default all */
  readonly changedSince?: number | undefined;
  /** Go on from the last import of this source that had this option too: all runs at first, then those that changed. @default false */
  readonly sinceLast?: boolean | undefined;
  /** Of the process, for Git, where the source is a folder in a repository. */
  readonly env?: Environment | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Takes over what MLflow holds: experiments with their runs, datasets, environments, logged models, registered models with versions and aliases. Run
 * it again, and what is new is written and what has changed in MLflow is followed. What is broken, what does not fit and
 * what the server refuses is in the report.
 * @throws {PedigraphError} NOT_FOUND where there is no store; BAD_USER_INPUT where the namespace is none, or the version of
 * MLflow's schema is not known; UNAVAILABLE or FORBIDDEN where MLflow cannot be read.
 * @throws {ApiError} where the gateway cannot be reached or refuses the caller; importing again goes on from there.
 */
export async function importMlflow(options: ImportMlflowOptions): Promise<ImportReport> {
  const { client, namespace = 'mlflow', artifacts = 'verify', onProgress = () => {} } = options;
  assertNamespace(namespace);
  const tally = new ImportTally();
  const observer = { onProblem: tally.problem, onRemark: (path: string, remark: string) => tally.remark(path, remark) };
  await using source = await openSource(options.source, { ...options, observer });
  // Asked before the first write, so that a wrong URL or token is one error and not one for every run.
  await client.query('{ __typename }');

  const context: ImportContext = {
    ...{ client, source, tally, namespace, now: Date.now(), onProgress },
    deletions: new Deletions(),
    sources: sourceRecorder({ client }),
    committed: await committedRuns(options.source, options.env ?? {}),
    artifacts: typeof artifacts === 'string' ? artifacts : 'verify',
    copies: typeof artifacts === 'string' ? null : { upload: artifacts.copyTo, copied: new Map() },
  };
  const registerEnvironment = environmentRegistrar(context);
  const registerDataset = datasetRegistrar(context);
  const names = await importExperiments(context);
  const changedSince = options.sinceLast ? await readWatermark(names, context) : options.changedSince;
  const links = loggedModelLinks(context);
  await importRuns({ names, registerEnvironment, registerDataset, links, selection: { changedSince } }, context);
  const loggedModels = loggedModelsHere(names, context);
  await importLoggedModels(names, { findRun: findRunsById(names, context), loggedModels }, context);
  await links.link(loggedModels.find);
  await importModels({ names, registerEnvironment, registerDataset, findLoggedModel: loggedModels.find }, context);
  await context.sources.flush();
  await context.deletions.settle(context);
  if (options.sinceLast) await moveWatermark(names, changedSince, context);
  return tally.report(source.place);
}
