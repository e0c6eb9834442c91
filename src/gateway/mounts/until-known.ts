import { setTimeout as pause } from 'node:timers/promises';
import type { ErrorCode } from '#platform/errors/codes.js';
import type { ApiAnswer } from '#platform/server/mount.js';
import type { Deadline } from '#platform/transport/deadline.js';

/** Milliseconds before each further time: a process that died is back by then. */
const PAUSES = [100, 200, 400, 800, 1_600, 3_200];

/** After a write whose answer was lost, these say nothing about what became of it. */
const SAY_NOTHING: ReadonlySet<unknown> = new Set<ErrorCode>([
  'OUTCOME_UNKNOWN',
  'UNAVAILABLE',
  'OVERLOADED',
  'RATE_LIMITED',
  'TIMEOUT',
  'IDEMPOTENCY_KEY_IN_FLIGHT',
]);

/**
 * Sends a write, which has an idempotency key, until it is known what became of it; the answer whose outcome is unknown
 * is given back where it never is, or nobody waits for it any more.
 * @param pauses @default some seconds in all
 */
export async function untilKnown(
  send: () => Promise<ApiAnswer>,
  waiting: Pick<Deadline, 'signal'>,
  pauses: readonly number[] = PAUSES,
): Promise<ApiAnswer> {
  const first = await send();
  if (codeOf(first) !== 'OUTCOME_UNKNOWN') return first;
  for (const milliseconds of pauses) {
    await pause(milliseconds, undefined, { signal: waiting.signal }).catch(() => {});
    if (waiting.signal.aborted) break;
    const again = await send();
    if (!SAY_NOTHING.has(codeOf(again))) return again;
  }
  return first;
}

function codeOf({ errors }: ApiAnswer): unknown {
  return errors?.[0]?.extensions?.['code'];
}
