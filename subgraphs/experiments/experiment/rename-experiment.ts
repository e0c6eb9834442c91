import { experimentRenamed } from '#events/experiment.events.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { namespaceOf } from '#platform/refs/ref.js';
import { archivedSince } from '../archival/archival.entity.js';
import { ArchivalRepository } from '../archival/archival.repository.js';
import { NameChangeRepository } from '../name-change/name-change.repository.js';
import type { ExperimentContext } from './experiment.context.js';
import type { ExperimentPayload } from './experiment.payloads.js';
import { ExperimentRepository } from './experiment.repository.js';
import { refuseTakenDisplayName } from './refuse-taken-display-name.js';
import type { RenameExperimentInput } from './rename-experiment.inputs.js';
import { requireExperiment } from './require-experiment.js';

/**
 * Calls an experiment otherwise; what it was called before stays in its history. What it is called already is not written
 * again. One in the archive may be called as another is: it comes back under a name of its own.
 * @throws {PedigraphError} NOT_FOUND, or CONFLICT where another one is called so, or it is not called as expected.
 */
export async function renameExperiment(
  input: RenameExperimentInput,
  context: ExperimentContext,
): Promise<ExperimentPayload> {
  const { database, caller, loaders } = context;
  const { displayName, expected, reason = null } = input;
  const experiment = await requireExperiment(input, context);
  const { id, name } = experiment;
  await database.transact(caller, async ({ manager, record, clock }) => {
    const experiments = new ExperimentRepository(manager);
    await experiments.lockNamespace(namespaceOf(name));
    await experiments.lockByName(name, caller.actor);
    const names = new NameChangeRepository(manager);
    const [last] = await names.lastOf([id]);
    const previous = last?.name ?? name;
    if (expected != null && expected !== previous) throw calledOtherwise(name, previous, expected);
    if (previous === displayName) return;
    const [archival] = await new ArchivalRepository(manager).lastOf([id]);
    if (archivedSince(archival ?? null) === null) await refuseTakenDisplayName(experiment, displayName, manager);
    const at = await clock();
    await names.insert({
      subjectId: id,
      sequence: (last?.sequence ?? 0) + 1,
      name: displayName,
      at,
      by: caller.actor,
      reason,
    });
    record(experimentRenamed(name, { id, displayName, previous, reason }));
  });
  loaders.nameBySubject.clear(id);
  loaders.namesBySubject.clear(id);
  return { experiment };
}

function calledOtherwise(name: string, displayName: string, expected: string): PedigraphError {
  return new PedigraphError(
    'CONFLICT',
    `Expected the experiment ${name} to be called ${JSON.stringify(expected)}, but it is called ${JSON.stringify(displayName)}. Nothing was written.`,
    { displayName },
  );
}
