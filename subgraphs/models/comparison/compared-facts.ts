import { resolvePins } from '#platform/ports/resolve-pins.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import {
  type ProducingRun,
  type ProducingRunsContext,
  readProducingRuns,
} from '../model-version/run-attachment/producing-runs.js';

/** What a comparison reads of an environment version. */
export interface EnvironmentFacts {
  readonly image: string | null;
  readonly runtime: { readonly name: string; readonly version: string } | null;
  readonly os: string | null;
  readonly packages: readonly { readonly manager: string; readonly name: string; readonly version: string | null }[];
  readonly lock: { readonly path: string; readonly digest: string } | null;
  readonly hardware: string | null;
  readonly seed: number | null;
  readonly variables: readonly string[];
}

/** What a comparison reads of a dataset version. */
export interface DatasetFacts {
  readonly rowCount: number | null;
  readonly license: string | null;
  readonly schema: readonly { readonly name: string; readonly type: string; readonly nullable: boolean }[];
}

/** What other subgraphs know of the versions that are compared. */
export interface ComparedFacts {
  /** By digest; only those that not all versions share. */
  readonly environments: ReadonlyMap<string, EnvironmentFacts>;
  /** By digest; only those that not all versions share. */
  readonly datasets: ReadonlyMap<string, DatasetFacts>;
  /** The run that produced a version, pinned or attached since, by the version's id. */
  readonly runs: ReadonlyMap<string, ProducingRun>;
}

/**
 * Asks the owners for what the versions pin, each of them once and all at the same time. What has the same digest is
 * the same, so nobody is asked for what all versions share.
 * @throws {PedigraphError} UNAVAILABLE where an owner does not answer.
 */
export async function readFacts(
  versions: readonly ModelVersionRow[],
  context: ProducingRunsContext,
): Promise<ComparedFacts> {
  const { ports } = context;
  const ofEnvironments = unshared(versions.map(({ environmentPin }) => (environmentPin ? [environmentPin] : [])));
  const ofDatasets = unshared(versions.map(({ datasetPins }) => datasetPins));
  const [environments, datasets, runs] = await Promise.all([
    resolvePins<EnvironmentFacts>(ports, {
      subgraph: 'environments',
      type: 'EnvironmentVersion',
      key: 'id',
      keys: [...ofEnvironments.values()],
      selection:
        'image runtime { name version } os packages { manager name version } lock { path digest } hardware seed variables',
    }),
    resolvePins<DatasetFacts>(ports, {
      subgraph: 'datasets',
      type: 'DatasetVersion',
      key: 'id',
      keys: [...ofDatasets.values()],
      selection: 'rowCount license schema { name type nullable }',
    }),
    readProducingRuns(versions, context),
  ]);
  return {
    environments: new Map([...ofEnvironments.keys()].map((digest, index) => [digest, environments[index]!])),
    datasets: new Map([...ofDatasets.keys()].map((digest, index) => [digest, datasets[index]!])),
    runs,
  };
}

/** The id of one pin of each digest that not every version has. */
function unshared(pinsOfVersions: readonly (readonly { id: string; digest: string }[])[]): Map<string, string> {
  const idByDigest = new Map(pinsOfVersions.flat().map(({ id, digest }) => [digest, id]));
  const digestsOfVersions = pinsOfVersions.map((pins) => new Set(pins.map(({ digest }) => digest)));
  for (const digest of idByDigest.keys()) {
    if (digestsOfVersions.every((digests) => digests.has(digest))) idByDigest.delete(digest);
  }
  return idByDigest;
}
