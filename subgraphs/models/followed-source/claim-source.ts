import { v7 as uuid } from 'uuid';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { FollowedSourceContext } from './followed-source.context.js';
import type { FollowedSource } from './followed-source.entity.js';
import type { ClaimSourceInput } from './followed-source.inputs.js';
import type { ClaimSourcePayload } from './followed-source.payloads.js';
import { FollowedSourceRepository } from './followed-source.repository.js';

/**
 * Gives a follower the lease of a source, unless another one has it or it is not due: nobody else reads the source until it is reported
 * how the read ended, or the lease has run out. Who has it gets it again, for longer.
 */
export function claimSource(
  input: ClaimSourceInput,
  { database, caller }: FollowedSourceContext,
): Promise<ClaimSourcePayload> {
  const { namespace, kind, holder, schedule = null, leaseSeconds } = input;
  const source = withoutCredentials(input.source);
  return database.transact(caller, async ({ manager, clock }) => {
    const sources = new FollowedSourceRepository(manager);
    const known = await sources.lock(namespace, source);
    const now = await clock();
    if (known !== null && (isHeldByOther(known, holder, now) || !isDue(known, input, now)))
      return { granted: false, source: known };
    const leaseUntil = new Date(now.getTime() + leaseSeconds * 1_000);
    const claimed = { ...(known ?? UNREAD), id: known?.id ?? uuid(), source, namespace, kind, schedule };
    const row: FollowedSource = { ...claimed, holder, leaseUntil, actor: caller.actor };
    await sources.store(row, known === null);
    return { granted: true, source: row };
  });
}

/** Whether somebody else than this holder has the lease. */
export function isHeldByOther({ holder, leaseUntil }: FollowedSource, by: string | null, now: Date): boolean {
  return holder !== null && holder !== by && leaseUntil !== null && leaseUntil > now;
}

/** Who holds it goes on; for others it is due once its moment has come. */
function isDue(known: FollowedSource, { ifDue, holder, schedule = null }: ClaimSourceInput, now: Date): boolean {
  if (!ifDue || known.holder === holder) return true;
  return known.nextAt === null || known.nextAt <= now || known.schedule !== schedule;
}

const UNREAD = {
  ...{ outcome: null, triedAt: null, readAt: null, nextAt: null },
  ...{ brought: {}, failure: null, failures: 0, position: null },
};
