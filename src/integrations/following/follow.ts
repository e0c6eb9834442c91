import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';
import { type CheckTurn, followCheck } from './follow-check.js';
import type { Followed } from './follow-file.js';
import { type FollowOptions, followSource, type Turn } from './follow-source.js';
import { nextAfterFailures, waitUntil } from './schedule.js';

/** So many sources are read, and versions checked, at once. */
const AT_ONCE = 2;

/** Follows sources, and checks versions. */
export interface Follower extends Omit<FollowOptions, 'isNow'> {
  /** Read and check each once, now, and end. */
  readonly isOnce: boolean;
  readonly onTurn: (followed: Followed, turn: Turn | CheckTurn) => void;
}

/**
 * Reads each source and checks each version whenever it is due, until `signal` aborts; what is under way is then stopped between two writes.
 * A server that is away is asked again, after longer each time.
 * @returns whether every read and every check went well
 */
export async function follow(all: readonly Followed[], follower: Follower): Promise<boolean> {
  const limit = pLimit(AT_ONCE);
  const { signal, isOnce, onTurn } = follower;
  const ends = all.map(async (followed) => {
    for (let unanswered = 0; ; ) {
      const turn = await limit(() => (signal.aborted ? STOPPED : takeTurn(followed, follower, unanswered)));
      onTurn(followed, turn);
      if (isOnce || turn.ended === 'stopped') return turn;
      unanswered = turn.ended === 'failed' ? unanswered + 1 : 0;
      if (await isStoppedBefore(turn.next, signal)) return STOPPED;
    }
  });
  return (await Promise.all(ends)).every(({ ended }) => ended !== 'failed');
}

const STOPPED: Turn = { ended: 'stopped' };

async function takeTurn(followed: Followed, follower: Follower, unanswered: number): Promise<Turn | CheckTurn> {
  const options = { ...follower, isNow: follower.isOnce };
  if ('check' in followed) return followCheck(followed, options, unanswered);
  try {
    return await followSource(followed, options);
  } catch (error) {
    // The server itself cannot be asked.
    return { ended: 'failed', failure: (error as Error).message, next: nextAfterFailures(unanswered + 1, new Date()) };
  }
}

async function isStoppedBefore(moment: Date, signal: AbortSignal): Promise<boolean> {
  return pause(waitUntil(moment, new Date()), false, { signal }).catch(() => true);
}
