import { experimentArchived, runArchived } from '#events/run.events.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { MAX_REF } from '#platform/validation/constraints.js';
import { MAX_REASON, refuseLongText } from '#platform/validation/refuse-long-text.js';
import type { ExperimentsContext } from '../context.js';
import type { Experiment } from '../experiment/experiment.entity.js';
import { ExperimentRepository } from '../experiment/experiment.repository.js';
import type { Run } from '../run/run.entity.js';
import { RunRepository } from '../run/run.repository.js';
import { ArchivalRepository } from './archival.repository.js';

/** Puts a run away. Again is the same. @throws {PedigraphError} NOT_FOUND, or BAD_USER_INPUT for a reason that is too long. */
export async function archiveRun(id: string, reason: string | null, context: ExperimentsContext): Promise<Run> {
  refuseLongText('reason', reason, MAX_REASON);
  const run = await context.loaders.runById.load(id);
  if (run === null)
    throw new PedigraphError(
      'NOT_FOUND',
      `Expected the id of a run, but there is no run ${JSON.stringify(id)}. Nothing was written.`,
    );
  await archive({ type: runArchived, subject: run.ref, id: run.id, reason }, context, (runs) => runs.lock(run.id));
  return run;
}

/**
 * Puts an experiment away; its runs stay as they are. Again is the same.
 * @throws {PedigraphError} NOT_FOUND, or BAD_USER_INPUT for a text that is too long.
 */
export async function archiveExperiment(
  name: string,
  reason: string | null,
  context: ExperimentsContext,
): Promise<Experiment> {
  refuseLongText('experiment', name, MAX_REF);
  refuseLongText('reason', reason, MAX_REASON);
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
  return experiment;
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
