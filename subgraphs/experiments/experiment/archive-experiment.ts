import { experimentArchived } from '#events/run.events.js';
import type { ActionTarget } from '#platform/auth/action-rule.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { archive } from '../archival/archive.js';
import type { ArchiveExperimentInput } from './archive-experiment.inputs.js';
import type { ArchiveExperimentPayload } from './archive-experiment.payload.js';
import type { ExperimentContext } from './experiment.context.js';
import type { Experiment } from './experiment.entity.js';
import { ExperimentRepository } from './experiment.repository.js';

/** Archives an experiment; its runs stay as they are. Again is the same. @throws {PedigraphError} NOT_FOUND. */
export async function archiveExperiment(
  input: ArchiveExperimentInput,
  context: ExperimentContext,
): Promise<ArchiveExperimentPayload> {
  const { experiment: name, reason = null } = input;
  const experiment = await requireExperiment(input, context);
  await archive({ type: experimentArchived, subject: name, id: experiment.id, reason }, context, (manager) =>
    new ExperimentRepository(manager).lockByName(name, context.caller.actor),
  );
  return { experiment };
}

/** What `archiveExperiment` is done to. */
export async function targetOfArchiving(
  input: ArchiveExperimentInput,
  context: ExperimentContext,
): Promise<readonly ActionTarget[]> {
  return [await requireExperiment(input, context)];
}

async function requireExperiment(
  { experiment: name }: ArchiveExperimentInput,
  { loaders }: ExperimentContext,
): Promise<Experiment> {
  const experiment = await loaders.experimentByName.load(name);
  if (experiment !== null) return experiment;
  throw new PedigraphError(
    'NOT_FOUND',
    `Expected the name of an experiment, but there is no ${JSON.stringify(name)}. Nothing was written.`,
  );
}
