import type { NameOf } from '#platform/federation/subgraph-definition.js';
import type { LineageLoaders } from '../lineage/lineage.loaders.js';
import type { NodeLoaders } from './node.loaders.js';

/** What finding out takes. */
interface Means {
  readonly loaders: Pick<LineageLoaders, 'nodeIsSeen'> & NodeLoaders;
}

/** What this subgraph knows of an entity of others. */
interface Stub {
  readonly id: string;
}

/** Whether the caller may see a model, dataset, environment or experiment: its owner says so, whom `node` asked already. */
const seenByOwner = async ({ id }: Stub, { loaders }: Means): Promise<boolean> =>
  (await loaders.nodeById.load(id)) !== null;

/** The same of what the lineage connects; of what was written a moment ago its owner knows. */
const seenInLineage = async (stub: Stub, means: Means): Promise<boolean> =>
  (await means.loaders.nodeIsSeen.load(stub.id)) || seenByOwner(stub, means);

/**
 * Whether an entity is seen, by its type: this subgraph knows entities by their ids alone, and a deployment's ref begins
 * with its target. It is asked only for callers from whom something is hidden, below what leaves it out before.
 */
export const SEEN_ENTITIES: Readonly<Record<string, NameOf<Means>>> = {
  Model: seenByOwner,
  Dataset: seenByOwner,
  Environment: seenByOwner,
  Experiment: seenByOwner,
  ModelVersion: seenInLineage,
  DatasetVersion: seenInLineage,
  EnvironmentVersion: seenInLineage,
  Run: seenInLineage,
  LoggedModel: seenInLineage,
  Deployment: seenInLineage,
};
