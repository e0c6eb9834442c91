import type { SourceObserver } from '#integrations/importing/problem.js';
import { type ArtifactRoot, findInRoots } from '../files/artifact-roots.js';
import type { MlflowSource } from '../source/mlflow-source.js';
import { readExperiments } from './read-experiments.js';
import { readLoggedModels } from './read-logged-models.js';
import { readPoints, readRunsWithPoints } from './read-points.js';
import { readModels, readVersion } from './read-registry.js';
import { readRun, readRuns } from './read-runs.js';
import type { SqlConnection } from './sql-connection.js';
import { openTables } from './sql-tables.js';
import { withReadErrors } from './unreachable.js';

/** Where a database's artifacts are looked for, and to whom what is met is reported. */
export interface SqlSourceOptions {
  readonly observer: SourceObserver;
  /** Folders of this disk. */
  readonly artifacts: readonly ArtifactRoot[];
}

/**
 * A database that MLflow stores in, as an `MlflowSource`. The connection is closed with it, or where it is refused.
 * @throws {PedigraphError} BAD_USER_INPUT where it is not MLflow's, or in a version that is not known.
 */
export async function openSqlSource(
  connection: SqlConnection,
  { observer, artifacts }: SqlSourceOptions,
): Promise<MlflowSource> {
  const tables = await openTables(withReadErrors(connection)).catch(async (error) => {
    await connection[Symbol.asyncDispose]();
    throw error;
  });
  const uris = new Map<string, string | null>();
  const loggedModelUri = async (id: string) => {
    if (!uris.has(id)) {
      const where = { columns: ['artifact_location'], where: '"model_id" = ?', values: [id] };
      const [row] = await tables.read({ table: 'logged_models', ...where });
      uris.set(id, row === undefined ? null : String(row['artifact_location']));
    }
    return uris.get(id) ?? null;
  };
  return {
    place: connection.place,
    size: async () => ({ runs: await tables.count('runs'), modelVersions: await tables.count('model_versions') }),
    experiments: () => readExperiments(tables, observer),
    runs: (selection = {}) => readRuns(tables, observer, selection),
    run: (id) => readRun(tables, observer, id),
    points: (run, keys) => readPoints(tables, observer, run, keys),
    withPoints: (runs) => readRunsWithPoints(tables, observer, runs),
    loggedModels: () => readLoggedModels(tables, observer),
    models: () => readModels(tables, observer),
    version: (model, number) => readVersion(tables, observer, model, number),
    filesOfRun: ({ id, artifactUri }) => findInRoots(artifacts, artifactUri, id),
    filesOfLoggedModel: async (id) => findInRoots(artifacts, await loggedModelUri(id), id),
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}
