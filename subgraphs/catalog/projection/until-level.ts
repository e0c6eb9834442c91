import { setTimeout as pause } from 'node:timers/promises';
import { answerInTime } from './answer-in-time.js';
import { MAX_COUNTED } from './measure-lag.js';
import type { ProjectionContext } from './projection.context.js';
import { readUnread } from './read-ledger.js';

/** How long an answer waits for the catalog, in milliseconds. */
const PATIENCE = 1_000;
/** How long until it is looked at again, in milliseconds. */
const LOOK = 15;

/**
 * Waits, a second at most, until the catalog has read what the ledgers hold now: for answers that must not miss what
 * was written a moment ago, whoever wrote it. A ledger that does not answer is not waited for.
 * @returns the ledgers of which there is more than the catalog has read
 */
export async function untilLevel({
  projection,
  ports,
  signal,
}: Pick<ProjectionContext, 'projection' | 'ports' | 'signal'>): Promise<readonly string[]> {
  const wanted = new Map<string, number>();
  const read = async (subgraph: string, after: number) => {
    const unread = await answerInTime(readUnread(ports, { subgraph, after, first: MAX_COUNTED })).catch(() => []);
    const last = unread.at(-1);
    if (last !== undefined)
      wanted.set(subgraph, unread.length < MAX_COUNTED ? last.position : Number.POSITIVE_INFINITY);
  };
  await Promise.all((await projection.heads()).map(({ subgraph, position }) => read(subgraph, position)));
  for (const deadline = performance.now() + PATIENCE; wanted.size > 0; await pause(LOOK, undefined, { signal })) {
    for (const { subgraph, position } of await projection.heads()) {
      if (position >= (wanted.get(subgraph) ?? 0)) wanted.delete(subgraph);
    }
    if (performance.now() > deadline) break;
  }
  return [...wanted.keys()];
}
