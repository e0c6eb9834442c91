import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { FollowedSourceContext } from './followed-source.context.js';
import type { FollowedSource } from './followed-source.entity.js';
import type { ReportSourceReadInput } from './followed-source.inputs.js';
import type { ReportSourceReadPayload } from './followed-source.payloads.js';
import { FollowedSourceRepository } from './followed-source.repository.js';

/**
 * Notes how a read of a source ended, and gives its lease back.
 * @throws {PedigraphError} CONFLICT where the holder does not have the lease: it ran out, and another follower may have
 * read the source since.
 */
export function reportSourceRead(
  input: ReportSourceReadInput,
  { database, caller }: FollowedSourceContext,
): Promise<ReportSourceReadPayload> {
  const { namespace, holder, nextAt = null } = input;
  const source = withoutCredentials(input.source);
  return database.transact(caller, async ({ manager, clock }) => {
    const sources = new FollowedSourceRepository(manager);
    const known = await sources.lock(namespace, source);
    if (known === null || known.holder !== holder) throw notHeld(source);
    const released = { ...known, holder: null, leaseUntil: null, nextAt, actor: caller.actor };
    const row = { ...released, ...endOf(input, known, await clock()) };
    await sources.store(row, false);
    return { source: row };
  });
}

/** What a source is after a read; one that was stopped says nothing of the source. */
function endOf(
  { outcome, brought, failure, position }: ReportSourceReadInput,
  known: FollowedSource,
  now: Date,
): Partial<FollowedSource> {
  switch (outcome) {
    case 'FAILED':
      return {
        outcome,
        triedAt: now,
        failure: failure == null ? null : withoutCredentials(failure),
        failures: known.failures + 1,
      };
    case 'UNCHANGED':
      return { outcome, triedAt: now, readAt: now, failure: null, failures: 0 };
    case 'READ':
      return {
        ...{ outcome, triedAt: now, readAt: now, failure: null, failures: 0 },
        ...{ brought: brought ?? {}, position: position ?? known.position },
      };
    default:
      return { outcome, triedAt: now };
  }
}

function notHeld(source: string): PedigraphError {
  return new PedigraphError(
    'CONFLICT',
    `Expected the holder to have the lease of ${JSON.stringify(source.slice(0, 300))}, but it does not, or has given it back: claim the source first, and again before the lease runs out. Nothing was written.`,
  );
}
