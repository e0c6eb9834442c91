import { changeTags } from '../tag-change/change-tags.js';
import { valuesOf } from '../tag-change/tags-input.js';
import type { ExperimentContext } from './experiment.context.js';
import type { ExperimentPayload } from './experiment.payloads.js';
import { ExperimentRepository } from './experiment.repository.js';
import { requireExperiment } from './require-experiment.js';
import type { SetExperimentTagsInput } from './set-experiment-tags.inputs.js';

/**
 * Sets and removes tags of an experiment. Tags that are so already are not written again.
 * @throws {PedigraphError} NOT_FOUND, or BAD_USER_INPUT for a key that is both set and removed.
 */
export async function setExperimentTags(
  input: SetExperimentTagsInput,
  context: ExperimentContext,
): Promise<ExperimentPayload> {
  const { database, caller, loaders } = context;
  const values = valuesOf(input);
  const experiment = await requireExperiment(input, context);
  const { id, name: subject } = experiment;
  await database.transact(caller, async (transaction) => {
    await new ExperimentRepository(transaction.manager).lockByName(subject, caller.actor);
    await changeTags({ kind: 'EXPERIMENT', id, subject, made: {} }, values, transaction, caller.actor);
  });
  loaders.tagChangesAsOf(null).clear(id);
  return { experiment };
}
