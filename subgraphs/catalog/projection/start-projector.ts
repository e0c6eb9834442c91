import { PedigraphError } from '../../../src/platform/errors/pedigraph-error.js';
import type { BackgroundWork, SubgraphServices } from '../../../src/platform/federation/subgraph-definition.js';
import { Doorbell } from './doorbell.js';
import { FOLLOWED_LEDGERS } from './followed-ledgers.js';
import { LedgerFollower } from './ledger-follower.js';

/** Milliseconds that the projection of a ledger may be behind before the catalog is no longer ready. */
const MAX_LAG = 30_000;

/**
 * Follows the ledgers, each at its own pace: a subgraph that is down does not hold up the others.
 * Any number of processes may do so at once; see `projectEvents` for why nothing is projected twice.
 */
export async function startProjector(services: SubgraphServices): Promise<BackgroundWork> {
  const stop = new AbortController();
  const followers = FOLLOWED_LEDGERS.map((subgraph) => {
    const doorbell = new Doorbell(() => services.ledgerGrown(subgraph));
    return new LedgerFollower(subgraph, { ...services, doorbell, signal: stop.signal });
  });
  return {
    ready: async () => {
      const reason = reasonNotReady(followers);
      if (reason !== null) throw new PedigraphError('UNAVAILABLE', reason);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await Promise.allSettled(followers.map((follower) => follower.ended));
    },
  };
}

/** A ledger whose subgraph is down is that subgraph's matter: what was read of it is still there to answer from. */
function reasonNotReady(followers: readonly LedgerFollower[]): string | null {
  const reached = followers.filter((follower) => follower.reached);
  const dead = followers.find(({ died }) => died !== null);
  if (dead !== undefined) {
    return `The catalog no longer follows the ${dead.subgraph} ledger: ${dead.died?.message}. Restart it.`;
  }
  if (reached.length === 0) {
    return `The catalog has reached none of the ledgers since it started${because(followers)}.`;
  }
  const late = reached.find(({ behindSince }) => behindSince !== null && Date.now() - behindSince > MAX_LAG);
  if (late === undefined) return null;
  return late.behindSince === 0
    ? `The catalog has not yet read the ${late.subgraph} ledger to its end${because([late])}.`
    : `The catalog is more than ${MAX_LAG / 1_000} seconds behind the ${late.subgraph} ledger${because([late])}.`;
}

function because(followers: readonly LedgerFollower[]): string {
  const problem = followers.find((follower) => follower.problem !== null)?.problem;
  return problem == null ? '' : `: ${problem.message.replace(/\.$/, '')}`;
}
