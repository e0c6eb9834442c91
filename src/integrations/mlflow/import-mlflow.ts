import type { GraphqlClient } from '../client/graphql-client.js';
import type { OnProgress } from '../client/progress.js';
import { assertNamespace } from './assign-names.js';
import type { ImportContext } from './import-context.js';
import { environmentRegistrar } from './import-environment.js';
import { importExperiments } from './import-experiments.js';
import { importModels } from './import-models.js';
import { type ImportReport, ImportTally } from './import-report.js';
import { readMlflowStore } from './read-mlflow-store.js';

/** What to import, and where to. */
export interface ImportMlflowOptions {
  /** The folder `mlruns`, or the one it lies in. It is only read. */
  readonly path: string;
  readonly client: GraphqlClient;
  /** Put before every name, with a `/`. @default 'mlflow' */
  readonly namespace?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Takes an MLflow file store over: experiments with their runs, environments, registered models with versions and
 * aliases. Run it again and only what is new is written. What is broken, or refused by the server, is in the report.
 * @throws {PedigraphError} NOT_FOUND where there is no store; BAD_USER_INPUT where the namespace is none.
 * @throws {ApiError} where the server cannot be reached or refuses the caller; importing again goes on from there.
 */
export async function importMlflow(options: ImportMlflowOptions): Promise<ImportReport> {
  const { path, client, namespace = 'mlflow', onProgress = () => {} } = options;
  assertNamespace(namespace);
  const tally = new ImportTally();
  const store = await readMlflowStore(path, (problem) => tally.skip(problem));
  // Asked before the first write, so that a wrong URL or token is one error and not one for every run.
  await client.query('{ __typename }');

  const context: ImportContext = { client, store, tally, namespace, onProgress };
  const registerEnvironment = environmentRegistrar(context);
  const runs = await importExperiments(context, registerEnvironment);
  await importModels(runs, context, registerEnvironment);
  return tally.report(store.root);
}
