import { isWellFormed } from '#integrations/importing/is-well-formed.js';
import type { SourceObserver } from '#integrations/importing/problem.js';
import { type ArtifactRoot, findInRoots } from '../files/artifact-roots.js';
import type { MlflowSource } from '../source/mlflow-source.js';
import { createMlflowClient, type MlflowClientOptions } from './mlflow-client.js';
import { readExperiments } from './read-experiments.js';
import { readLoggedModels } from './read-logged-models.js';
import { readPoints } from './read-points.js';
import { readModels, readVersion } from './read-registry.js';
import { readRun, readRuns } from './read-runs.js';
import { loggedModelFiles, runFiles } from './server-files.js';

/** Which tracking server, where artifacts are looked for, and to whom what is met is reported. */
export interface ServerSourceOptions extends MlflowClientOptions {
  readonly observer: SourceObserver;
  /** Folders of this disk, before the server is asked. */
  readonly artifacts: readonly ArtifactRoot[];
}

/**
 * A tracking server, by its REST API, as an `MlflowSource`: whatever version it is and wherever it stores.
 * @throws {PedigraphError} UNAVAILABLE where nothing answers, FORBIDDEN, or NOT_FOUND where it is no tracking server.
 */
export async function openServerSource(options: ServerSourceOptions): Promise<MlflowSource> {
  const client = createMlflowClient(options);
  const { observer, artifacts } = options;
  await client.search('experiments/search', { max_results: 1, view_type: 'ALL' });
  const experimentIds = async () => {
    const ids: string[] = [];
    for await (const { id } of readExperiments(client)) ids.push(id);
    return ids;
  };
  return {
    place: client.url,
    // It does not say how many there are.
    size: async () => ({ runs: 0, modelVersions: 0 }),
    experiments: () => readExperiments(client),
    runs: async function* (selection = {}) {
      for (const id of await experimentIds()) yield* readRuns(client, id, observer, selection);
    },
    run: (id) => readRun(client, id, observer),
    points: (run, keys) => readPoints(client, run, observer, keys),
    withPoints: async function* (runs) {
      for (const run of runs) yield { run, points: null };
    },
    loggedModels: async function* () {
      for (const id of await experimentIds()) yield* readLoggedModels(client, id, observer);
    },
    models: () => readModels(client, observer),
    version: ({ name }, number) => readVersion(client, name, number),
    filesOfRun: async ({ id, artifactUri }) => (await findInRoots(artifacts, artifactUri, id)) ?? runFiles(client, id),
    // An id of half a character is none of MLflow's, and no URL has it.
    filesOfLoggedModel: async (id) => (isWellFormed(id) ? loggedModelFiles(client, id) : null),
    [Symbol.asyncDispose]: async () => {},
  };
}
