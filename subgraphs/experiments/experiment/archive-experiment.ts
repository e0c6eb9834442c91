import { experimentArchived, experimentRestored } from '#events/experiment.events.js';
import type { Transaction } from '#platform/database/database.js';
import { namespaceOf } from '#platform/refs/ref.js';
import { archive, restore } from '../archival/archive.js';
import { NameChangeRepository } from '../name-change/name-change.repository.js';
import type { ArchiveExperimentInput, RestoreExperimentInput } from './archive-experiment.inputs.js';
import type { ExperimentContext } from './experiment.context.js';
import type { ExperimentPayload } from './experiment.payloads.js';
import { ExperimentRepository } from './experiment.repository.js';
import { refuseTakenDisplayName } from './refuse-taken-display-name.js';
import { requireExperiment } from './require-experiment.js';

/** Archives an experiment; its runs stay as they are. Again is the same. @throws {PedigraphError} NOT_FOUND. */
export async function archiveExperiment(
  input: ArchiveExperimentInput,
  context: ExperimentContext,
): Promise<ExperimentPayload> {
  const experiment = await requireExperiment(input, context);
  const { name: subject, id } = experiment;
  const lock = (manager: Transaction['manager']) =>
    new ExperimentRepository(manager).lockByName(subject, context.caller.actor);
  await archive({ type: experimentArchived, subject, id, reason: input.reason ?? null, lock }, context);
  return { experiment };
}

/**
 * Takes an experiment out of the archive. Again is the same.
 * @throws {PedigraphError} NOT_FOUND, or CONFLICT where another one is called so by now.
 */
export async function restoreExperiment(
  input: RestoreExperimentInput,
  context: ExperimentContext,
): Promise<ExperimentPayload> {
  const experiment = await requireExperiment(input, context);
  const { name: subject, id } = experiment;
  await restore(
    {
      type: experimentRestored,
      subject,
      id,
      reason: input.reason ?? null,
      lock: async (manager) => {
        const experiments = new ExperimentRepository(manager);
        await experiments.lockNamespace(namespaceOf(subject));
        await experiments.lockByName(subject, context.caller.actor);
      },
      refuse: async (manager) => {
        const [last] = await new NameChangeRepository(manager).lastOf([id]);
        await refuseTakenDisplayName(experiment, last?.name ?? subject, manager);
      },
    },
    context,
  );
  return { experiment };
}
