import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { BackgroundWork, SubgraphServices } from '#platform/federation/subgraph-definition.js';
import { FOLLOWED_LEDGERS } from '../projection/followed-ledgers.js';
import { measureLag } from '../projection/measure-lag.js';
import { OtherHistory } from '../projection/other-history.js';
import { LedgerFollower } from './ledger-follower.js';
import { LedgerWakeup } from './ledger-wakeup.js';

/** Milliseconds between two looks at a ledger that has nothing new. */
const IDLE = 200;
/**
 * The same where this process writes the ledgers itself, and so is notified. Others may write them, too, and project at once
 * what they write; less than the second for which an answer waits for the catalog.
 */
const IDLE_WHERE_TOLD = 800;
/** Milliseconds that a ledger may be impossible to follow before the catalog is no longer ready. */
const MAX_TROUBLE = 30_000;

/**
 * Follows the ledgers, each at its own pace: a subgraph that is down does not hold up the others.
 * Any number of processes may do so at once; see `projectEvents` for why nothing is projected twice.
 */
export async function startProjector(services: SubgraphServices): Promise<BackgroundWork> {
  const stop = new AbortController();
  const followers = FOLLOWED_LEDGERS.map((subgraph) => {
    const { ledgerGrown } = services;
    const wakeup = new LedgerWakeup(() => ledgerGrown?.(subgraph) ?? new Promise(() => {}));
    const idle = ledgerGrown === undefined ? IDLE : IDLE_WHERE_TOLD;
    return new LedgerFollower(subgraph, { ...services, wakeup, idle, signal: stop.signal });
  });
  return {
    ready: async () => {
      const reason = reasonNotReady(followers);
      if (reason !== null) throw new PedigraphError('UNAVAILABLE', reason);
      return measureLag(services);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await Promise.allSettled(followers.map((follower) => follower.ended));
    },
  };
}

/**
 * A ledger whose subgraph is down is that subgraph's matter: what was read of it is still there to answer from. Nor is it
 * a reason to be behind while the reading goes on: answers say so where they are not complete, and readiness tells the lag.
 */
function reasonNotReady(followers: readonly LedgerFollower[]): string | null {
  const reached = followers.filter((follower) => follower.reached);
  const dead = followers.find(({ died }) => died !== null);
  if (dead !== undefined) {
    return `The catalog no longer follows the ${dead.subgraph} ledger: ${dead.died?.message}. Restart it.`;
  }
  if (reached.length === 0) {
    return `The catalog has reached none of the ledgers since it started${because(followers)}.`;
  }
  const other = reached.find(({ problem, behindSince }) => problem instanceof OtherHistory && behindSince !== 0);
  if (other !== undefined) return `The ${other.subgraph} ledger does not continue${because([other])}.`;
  const late = reached.find(
    ({ problem, behindSince }) => problem !== null && behindSince !== null && Date.now() - behindSince > MAX_TROUBLE,
  );
  if (late === undefined) return null;
  return late.behindSince === 0
    ? `The catalog has not yet read the ${late.subgraph} ledger to its end${because([late])}.`
    : `The catalog is more than ${MAX_TROUBLE / 1_000} seconds behind the ${late.subgraph} ledger${because([late])}.`;
}

function because(followers: readonly LedgerFollower[]): string {
  const problem = followers.find((follower) => follower.problem !== null)?.problem;
  return problem == null ? '' : `: ${problem.message.replace(/\.$/, '')}`;
}
