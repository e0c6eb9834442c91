import { runEndedAgain } from '#events/run.events.js';
import type { Transaction } from '#platform/database/database.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Artifact } from '#values/artifact.js';
import type { RunEndStatus } from '#values/run-status.js';
import { ContinuationRepository } from '../after-end/continuation.repository.js';
import { areSameFiles } from './refuse-other-content.js';
import type { Run } from './run.entity.js';
import type { RunEnd } from './run-end.entity.js';

/** How a run ends, ready to be stored. */
export interface RunEnding {
  readonly status: RunEndStatus;
  /** Null is now. */
  readonly endedAt: Date | null;
  readonly artifacts: readonly Artifact[];
}

/**
 * Ends a run that is sealed: where it was resumed that is noted beside what is sealed; else, and where that has ended too,
 * the same end again is the same.
 * @throws {PedigraphError} IMMUTABLE where it ended another way.
 */
export async function endAgain(
  run: Run,
  end: RunEnd,
  ending: RunEnding,
  { manager, record, clock }: Transaction,
  createdBy: string,
): Promise<void> {
  const continuations = new ContinuationRepository(manager);
  const [last] = await continuations.lastOf([run.id]);
  const [lastEnd] = last === undefined ? [end] : await continuations.lastEndOf([run.id]);
  if (last === undefined || lastEnd !== undefined) return refuseOtherEnding(run, lastEnd ?? end, ending);
  const createdAt = await clock();
  const { sequence } = last;
  const { status, artifacts } = ending;
  const endedAt = ending.endedAt ?? createdAt;
  await continuations.insertEnd({ runId: run.id, sequence, status, endedAt, artifacts, createdAt, createdBy });
  record(runEndedAgain(run.ref, { id: run.id, sequence, status, endedAt, artifacts }));
}

/** @throws {PedigraphError} IMMUTABLE where the run ended another way than the input says. */
async function refuseOtherEnding(
  { ref }: Run,
  end: Pick<RunEnd, 'status' | 'endedAt' | 'artifacts'>,
  { status, endedAt, artifacts }: RunEnding,
): Promise<void> {
  const other =
    end.status !== status
      ? `so it cannot end as ${status}`
      : endedAt !== null && end.endedAt.getTime() !== endedAt.getTime()
        ? `at ${end.endedAt.toISOString()}, so it cannot end at ${endedAt.toISOString()}`
        : artifacts.length > 0 && !(await areSameFiles(end.artifacts, artifacts))
          ? 'with other artifacts, so it takes none'
          : null;
  if (other === null) return;
  throw new PedigraphError(
    'IMMUTABLE',
    `The run ${ref} ended as ${end.status} and is sealed, ${other}. Nothing was written.`,
  );
}
