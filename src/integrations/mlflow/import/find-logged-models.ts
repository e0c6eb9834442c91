import { findEach, type Lookup } from '#integrations/importing/find-each.js';
import { inGroups } from '#integrations/importing/in-groups.js';
import type { MlflowLoggedModel } from '../source/mlflow-entities.js';
import { externalIdOf } from './find-runs.js';
import type { ImportContext } from './import-context.js';
import type { ExperimentNames } from './import-experiments.js';

/** A logged model as it is here. */
export interface LoggedModelHere {
  readonly id: string;
  readonly ref: string;
  readonly status: string;
  readonly archivedAt: string | null;
  readonly createdAt: string;
  readonly tags: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly metrics: readonly {
    readonly key: string;
    readonly value: number | string;
    readonly step: number;
    readonly timestamp: string;
    readonly datasetName: string | null;
    readonly datasetDigest: string | null;
  }[];
}

/** One query has so many fields. */
const GROUP = 20;

const LOOKUP: Lookup = {
  field: 'loggedModelByExternalId',
  of: 'experiment',
  selection:
    'id ref status archivedAt createdAt tags parameters(includeAfterEnd: true) metrics { key value step timestamp datasetName datasetDigest }',
};

/** Every logged model of the source with the one that stands for it here, by MLflow's id; null where there is none. */
export async function* findLoggedModels(
  names: ExperimentNames,
  context: ImportContext,
): AsyncGenerator<[model: MlflowLoggedModel, here: LoggedModelHere | null]> {
  const { source, tally } = context;
  for await (const listed of inGroups(source.loggedModels(), GROUP)) {
    const group = listed.filter(({ experimentId, place }) => {
      const isFindable = names.has(experimentId);
      const reason = 'belongs to an experiment that was not imported';
      if (!isFindable) tally.skip({ kind: 'loggedModel', path: place, reason });
      return isFindable;
    });
    if (group.length === 0) continue;
    const pairs = group.map(({ id, experimentId }) => [names.get(experimentId)!, externalIdOf(id)] as const);
    const found = await findEach<LoggedModelHere>(pairs, LOOKUP, context);
    for (const [index, model] of group.entries()) yield [model, found[index] ?? null];
  }
}
