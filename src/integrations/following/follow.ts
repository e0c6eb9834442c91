import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { SourceToFollow } from './follow-file.js';
import { type FollowOptions, followSource, type Turn } from './follow-source.js';
import { nextAfterFailures, waitUntil } from './schedule.js';

/** So many sources are read at once. */
const AT_ONCE = 2;

/** Follows sources. */
export interface Follower extends Omit<FollowOptions, 'isNow'> {
  /** Read each once, now, and end. */
  readonly isOnce: boolean;
  readonly onTurn: (source: SourceToFollow, turn: Turn) => void;
}

/**
 * Reads each source whenever it is due, until `signal` aborts; what is under way is then stopped between two writes.
 * A server that is away is asked again, after longer each time.
 * @returns whether every read went well
 */
export async function follow(sources: readonly SourceToFollow[], follower: Follower): Promise<boolean> {
  const limit = pLimit(AT_ONCE);
  const { signal, isOnce, onTurn } = follower;
  const ends = sources.map(async (source) => {
    for (let unanswered = 0; ; ) {
      const turn = await limit(() => (signal.aborted ? STOPPED : takeTurn(source, follower, unanswered)));
      onTurn(source, turn);
      if (isOnce || turn.ended === 'stopped') return turn;
      unanswered = turn.ended === 'failed' ? unanswered + 1 : 0;
      if (await isStoppedBefore(turn.next, signal)) return STOPPED;
    }
  });
  return (await Promise.all(ends)).every(({ ended }) => ended !== 'failed');
}

const STOPPED: Turn = { ended: 'stopped' };

async function takeTurn(source: SourceToFollow, follower: Follower, unanswered: number): Promise<Turn> {
  try {
    return await followSource(source, { ...follower, isNow: follower.isOnce });
  } catch (error) {
    // The server itself cannot be asked.
    return { ended: 'failed', failure: (error as Error).message, next: nextAfterFailures(unanswered + 1, new Date()) };
  }
}

async function isStoppedBefore(moment: Date, signal: AbortSignal): Promise<boolean> {
  return pause(waitUntil(moment, new Date()), false, { signal }).catch(() => true);
}
