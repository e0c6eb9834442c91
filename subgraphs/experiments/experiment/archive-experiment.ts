import { experimentArchived } from '#events/run.events.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { archive } from '../archival/archive.js';
import type { ArchiveExperimentInput } from './archive-experiment.inputs.js';
import type { ArchiveExperimentPayload } from './archive-experiment.payload.js';
import type { ExperimentContext } from './experiment.context.js';
import { ExperimentRepository } from './experiment.repository.js';

/** Archives an experiment; its runs stay as they are. Again is the same. @throws {PedigraphError} NOT_FOUND. */
export async function archiveExperiment(
  { experiment: name, reason = null }: ArchiveExperimentInput,
  context: ExperimentContext,
): Promise<ArchiveExperimentPayload> {
  const experiment = await context.loaders.experimentByName.load(name);
  if (experiment === null) {
    throw new PedigraphError(
      'NOT_FOUND',
      `Expected the name of an experiment, but there is no ${JSON.stringify(name)}. Nothing was written.`,
    );
  }
  await archive({ type: experimentArchived, subject: name, id: experiment.id, reason }, context, (manager) =>
    new ExperimentRepository(manager).lockByName(name, context.caller.actor),
  );
  return { experiment };
}
