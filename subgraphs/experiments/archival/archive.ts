import type { experimentArchived, runArchived } from '#events/run.events.js';
import type { Transaction } from '#platform/database/database.js';
import type { ArchivalContext } from './archival.context.js';
import { ArchivalRepository } from './archival.repository.js';

/** What is archived, and why. */
export interface Archiving {
  /** The event that says so. */
  readonly type: typeof runArchived | typeof experimentArchived;
  readonly subject: string;
  readonly id: string;
  readonly reason: string | null;
}

/**
 * Archives a run or an experiment; again is the same.
 * @param lock holds what is archived until the transaction ends
 */
export async function archive(
  { type, subject, id, reason }: Archiving,
  { database, caller, loaders }: ArchivalContext,
  lock: (manager: Transaction['manager']) => Promise<unknown>,
): Promise<void> {
  await database.transact(caller, async ({ manager, record, clock }) => {
    await lock(manager);
    const archivals = new ArchivalRepository(manager);
    if ((await archivals.findBySubjects([id])).length > 0) return;
    await archivals.insert({ subjectId: id, at: await clock(), by: caller.actor, reason });
    record(type(subject, { id, reason }));
  });
  loaders.archivalBySubject.clear(id);
}
