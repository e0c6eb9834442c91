import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import type { OnProgress } from '#integrations/client/progress.js';
import { assertNamespace } from '#integrations/importing/assert-namespace.js';
import { type ImportReport, ImportTally } from '#integrations/importing/report/import-report.js';
import { ForeignTree } from '#integrations/reading/foreign-tree.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { VersionRule } from './import/import-context.js';
import { importRuns } from './import/import-runs.js';
import { findRuns } from './source/find-runs.js';

/** What to import, and where to. */
export interface ImportWandbOptions {
  /** A folder `wandb`, one that it lies in, or that of one run. It is only read. */
  readonly folder: string;
  readonly client: GraphqlClient;
  /** Put before every name, with a `/`. @default 'wandb' */
  readonly namespace?: string | undefined;
  /** The project of runs whose files do not say it. @default 'uncategorized', as W&B calls it */
  readonly project?: string | undefined;
  /** Which model artifacts become versions of registered models. @default 'aliased' */
  readonly versions?: VersionRule | undefined;
  /** A run that wrote nothing for so many milliseconds, and no end either, is taken to have crashed. @default an hour */
  readonly crashedAfterMs?: number | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Takes over what the folders of W&B's runs hold: configuration, history, summary, environment, code, artifacts. Neither
 * W&B nor its server is asked. Run it again, and what is new is written. What is broken, what does not fit, what has no
 * place here and what the server refuses is in the report.
 * @throws {PedigraphError} NOT_FOUND where there is no folder or no run in it, BAD_USER_INPUT where the namespace is none.
 * @throws {ApiError} where the gateway cannot be reached or refuses the caller; importing again goes on from there.
 */
export async function importWandb(options: ImportWandbOptions): Promise<ImportReport> {
  const {
    folder,
    client,
    namespace = 'wandb',
    project = 'uncategorized',
    versions = 'aliased',
    crashedAfterMs = 3_600_000,
  } = options;
  assertNamespace(namespace);
  const tree = await treeAt(folder);
  const tally = new ImportTally();
  const found = await findRuns(tree, project, {
    onProblem: tally.problem,
    onRemark: (path, remark) => tally.remark(path, remark),
  });
  if (found.length === 0)
    throw new PedigraphError(
      'NOT_FOUND',
      `Expected folders of W&B's runs in ${folder}, such as wandb/run-20240131_120000-abc123 or wandb/offline-run-…, but there is none.`,
    );
  // Asked before the first write, so that a wrong URL or token is one error and not one for every run.
  await client.query('{ __typename }');
  await importRuns(
    found,
    { client, tree, tally, namespace, versions, crashedAfterMs, now: Date.now() },
    options.onProgress ?? (() => {}),
  );
  return tally.report(tree.root);
}

async function treeAt(folder: string): Promise<ForeignTree> {
  try {
    return await ForeignTree.at(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new PedigraphError('NOT_FOUND', `Expected a folder at ${folder}, but it cannot be read.`);
  }
}
