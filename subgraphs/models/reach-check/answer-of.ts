import { ReachAnswer } from './reach-answer.js';
import type { ReachedPlace } from './reach-check.entity.js';

const FROM_WORST = [ReachAnswer.NO, ReachAnswer.UNKNOWN, ReachAnswer.YES] as const;

/**
 * What places come to: NO where a part is at none of its places, YES where every part is at one of them, UNKNOWN else. Places
 * of one file have its path; any other place is a part of its own.
 */
export function answerOf(places: readonly Pick<ReachedPlace, 'path' | 'answer'>[]): ReachAnswer {
  const best = new Map<string | number, number>();
  for (const [index, { path, answer }] of places.entries()) {
    const part = path ?? index;
    best.set(part, Math.max(best.get(part) ?? 0, FROM_WORST.indexOf(answer)));
  }
  return FROM_WORST[Math.min(...best.values())]!;
}
