import type { experimentArchived, experimentRestored } from '#events/experiment.events.js';
import type { loggedModelArchived, loggedModelRestored } from '#events/logged-model.events.js';
import type { runArchived, runRestored } from '#events/run.events.js';
import type { Transaction } from '#platform/database/database.js';
import type { ArchivalContext } from './archival.context.js';
import { ArchivalRepository } from './archival.repository.js';

/** What is archived or restored, and why. */
export interface Archiving {
  readonly subject: string;
  readonly id: string;
  readonly reason: string | null;
  /** Holds what it is until the transaction ends. */
  readonly lock: (manager: Transaction['manager']) => Promise<unknown>;
}

type Archived = typeof runArchived | typeof experimentArchived | typeof loggedModelArchived;
type Restored = typeof runRestored | typeof experimentRestored | typeof loggedModelRestored;

/** Archives a run, an experiment or a logged model; again is the same. */
export function archive(archiving: Archiving & { readonly type: Archived }, context: ArchivalContext): Promise<void> {
  return change({ ...archiving, isRestored: null }, context);
}

/**
 * Takes one out of the archive; again, or where it is not archived, is the same.
 * @param restoring.refuse throws where it cannot come back; called under the lock
 */
export function restore(
  restoring: Archiving & {
    readonly type: Restored;
    readonly refuse?: (manager: Transaction['manager']) => Promise<void>;
  },
  context: ArchivalContext,
): Promise<void> {
  return change({ ...restoring, isRestored: true }, context);
}

type Change = Archiving & {
  readonly type: Archived | Restored;
  readonly isRestored: true | null;
  readonly refuse?: (manager: Transaction['manager']) => Promise<void>;
};

async function change(
  { type, subject, id, reason, isRestored, lock, refuse }: Change,
  { database, caller, loaders }: ArchivalContext,
): Promise<void> {
  await database.transact(caller, async ({ manager, record, clock }) => {
    await lock(manager);
    const archivals = new ArchivalRepository(manager);
    const [last] = await archivals.lastOf([id]);
    const isArchived = last !== undefined && last.isRestored === null;
    if (isArchived === (isRestored === null)) return;
    await refuse?.(manager);
    const sequence = last === undefined ? null : (last.sequence ?? 1) + 1;
    await archivals.insert({ subjectId: id, sequence, isRestored, at: await clock(), by: caller.actor, reason });
    record(type(subject, { id, reason }));
  });
  loaders.archivalBySubject.clear(id);
}
