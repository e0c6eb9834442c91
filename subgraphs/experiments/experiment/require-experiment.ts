import type { ActionTarget } from '#platform/auth/action-rule.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { ExperimentContext } from './experiment.context.js';
import type { Experiment } from './experiment.entity.js';

/** An input that selects an experiment, by name or by id. */
interface OfExperiment {
  readonly experiment: string;
}

/**
 * The experiment that an input selects. A name goes before an id, for a name may look like one.
 * @throws {PedigraphError} NOT_FOUND where there is none that the caller may see.
 */
export async function requireExperiment(
  { experiment: nameOrId }: OfExperiment,
  { loaders }: ExperimentContext,
): Promise<Experiment> {
  const experiment = (await loaders.experimentByName.load(nameOrId)) ?? (await loaders.experimentById.load(nameOrId));
  if (experiment !== null) return experiment;
  throw new PedigraphError(
    'NOT_FOUND',
    `Expected the name or the id of an experiment, but there is no ${JSON.stringify(nameOrId)}. Nothing was written.`,
  );
}

/** The same, as what an action is done to. */
export async function experimentTarget(
  input: OfExperiment,
  context: ExperimentContext,
): Promise<readonly ActionTarget[]> {
  return [await requireExperiment(input, context)];
}
