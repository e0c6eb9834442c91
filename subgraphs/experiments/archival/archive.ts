import { experimentArchived, runArchived } from '#events/run.events.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { ExperimentsContext } from '../context.js';
import { ExperimentRepository } from '../experiment/experiment.repository.js';
import { RunRepository } from '../run/run.repository.js';
import { ArchivalRepository } from './archival.repository.js';
import type { ArchiveExperimentInput, ArchiveRunInput } from './archive.inputs.js';
import type { ArchiveExperimentPayload, ArchiveRunPayload } from './archive.payloads.js';

/** Archives a run. Again is the same. @throws {PedigraphError} NOT_FOUND. */
export async function archiveRun(
  { run: id, reason = null }: ArchiveRunInput,
  context: ExperimentsContext,
): Promise<ArchiveRunPayload> {
  const run = await context.loaders.runById.load(id);
  if (run === null)
    throw new PedigraphError(
      'NOT_FOUND',
      `Expected the id of a run, but there is no run ${JSON.stringify(id)}. Nothing was written.`,
    );
  await archive({ type: runArchived, subject: run.ref, id: run.id, reason }, context, (runs) => runs.lock(run.id));
  return { run };
}

/** Archives an experiment; its runs stay as they are. Again is the same. @throws {PedigraphError} NOT_FOUND. */
export async function archiveExperiment(
  { experiment: name, reason = null }: ArchiveExperimentInput,
  context: ExperimentsContext,
): Promise<ArchiveExperimentPayload> {
  const experiment = await context.loaders.experimentByName.load(name);
  if (experiment === null) {
    throw new PedigraphError(
      'NOT_FOUND',
      `Expected the name of an experiment, but there is no ${JSON.stringify(name)}. Nothing was written.`,
    );
  }
  await archive({ type: experimentArchived, subject: name, id: experiment.id, reason }, context, (_, experiments) =>
    experiments.lockByName(name, context.caller.actor),
  );
  return { experiment };
}

interface Archiving {
  readonly type: typeof runArchived | typeof experimentArchived;
  readonly subject: string;
  readonly id: string;
  readonly reason: string | null;
}

async function archive(
  { type, subject, id, reason }: Archiving,
  { database, caller, loaders }: ExperimentsContext,
  lock: (runs: RunRepository, experiments: ExperimentRepository) => Promise<unknown>,
): Promise<void> {
  await database.transact(caller, async ({ manager, record, clock }) => {
    await lock(new RunRepository(manager), new ExperimentRepository(manager));
    const archivals = new ArchivalRepository(manager);
    if ((await archivals.findBySubjects([id])).length > 0) return;
    await archivals.insert({ subjectId: id, at: await clock(), by: caller.actor, reason });
    record(type(subject, { id, reason }));
  });
  loaders.archivalBySubject.clear(id);
}
