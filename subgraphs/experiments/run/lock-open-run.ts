import type { EntityManager } from 'typeorm';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { refusalOfMissingRun } from './require-run.js';
import type { Run } from './run.entity.js';
import { RunRepository } from './run.repository.js';
import type { RunEndRow } from './run-end.entity.js';

/**
 * The run, held open until the transaction ends: any number may log at once, but none while it is being finished.
 * @throws {PedigraphError} NOT_FOUND, or IMMUTABLE where it has ended.
 */
export async function lockOpenRun(manager: EntityManager, id: string, what: string): Promise<Run> {
  const locked = await new RunRepository(manager).lockShared(id);
  if (locked === null) throw refusalOfMissingRun(id);
  const [run, end] = locked;
  if (end !== null) throw refusalOfEndedRun(run, end, what);
  return run;
}

/** IMMUTABLE for a run that is archived, which it names; `logBatch` alone refuses one. */
export function refusalOfArchivedRun({ ref, id }: Run): PedigraphError {
  return new PedigraphError(
    'IMMUTABLE',
    `The run ${ref} is archived, so logBatch takes nothing for it: restore it (restoreRun) before, or say whileArchived. Nothing was written.`,
    { run: id },
  );
}

/** IMMUTABLE for a run that has ended. */
export function refusalOfEndedRun({ ref }: Run, { status }: RunEndRow, what: string): PedigraphError {
  return new PedigraphError(
    'IMMUTABLE',
    `The run ${ref} ended as ${status} and is sealed, so it takes no more ${what}: start another run, or send them by logBatch with afterEnd, to be stored beside what is sealed. Nothing was written.`,
  );
}
