import { setTimeout as pause } from 'node:timers/promises';
import { Arg } from 'type-graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { LedgerPositions } from '#platform/ledger/ledger-positions.js';
import type { Ports } from '#platform/ports/ports.js';
import { JsonObject } from '#platform/scalars/scalars.js';
import { answerInTime } from './answer-in-time.js';
import { FOLLOWED_LEDGERS } from './followed-ledgers.js';
import type { LedgerHead } from './ledger-head.entity.js';
import { MAX_COUNTED } from './measure-lag.js';
import type { ProjectionContext } from './projection.context.js';
import { readUnread } from './read-ledger.js';

/** How long a read waits for the catalog, in milliseconds. */
const PATIENCE = 4_000;
/** How long until it is looked at again, in milliseconds. */
const LOOK = 15;

/** The argument by which a client reads what it has written. */
export function AtLeast(): ParameterDecorator {
  return Arg('atLeast', () => JsonObject, {
    nullable: true,
    description:
      'Wait until the catalog has read what you have written: the `extensions.ledger` of a write’s answer, such as `{"models": 17}`. TIMEOUT where it has not within 4 seconds; the message says so where the ledger itself ends before, for what you wrote was lost in a failover or a restore.',
  }) as ParameterDecorator;
}

/**
 * Waits until every ledger named is projected up to the position named with it. A position says nothing of the history it
 * is of: where the past has changed, it is reached once the ledger as it is now was read that far, and never by what the
 * catalog had read of another past.
 * @throws {PedigraphError} BAD_USER_INPUT for what are no positions; TIMEOUT where the catalog is not there in time, with
 * the reason where there is one: the ledger has a problem, or itself ends before.
 */
export async function untilProjected(atLeast: unknown, means: ProjectionMeans): Promise<void> {
  if (atLeast == null) return;
  const isThere = (head: LedgerHead, position: number) => head.position >= position && head.problem == null;
  await untilThere('atLeast', readPositions('atLeast', atLeast), isThere, means);
}

/** What waiting for the catalog takes. */
export type ProjectionMeans = Pick<ProjectionContext, 'projection' | 'ports' | 'signal'>;

/**
 * Waits until the head of every ledger named is there, as `isThere` has it.
 * @param argument the argument that names the positions, for messages
 * @throws {PedigraphError} TIMEOUT as `untilProjected`.
 */
export async function untilThere(
  argument: string,
  positions: LedgerPositions,
  isThere: (head: LedgerHead, position: number) => boolean,
  { projection, ports, signal }: ProjectionMeans,
): Promise<void> {
  const wanted = Object.entries(positions);
  for (const deadline = performance.now() + PATIENCE; ; await pause(LOOK, undefined, { signal })) {
    const heads = new Map((await projection.heads()).map((head) => [head.subgraph, head]));
    const behind = wanted
      .map(([subgraph, position]) => ({ head: heads.get(subgraph)!, position }))
      .filter(({ head, position }) => !isThere(head, position));
    if (behind.length === 0) return;
    if (performance.now() < deadline) continue;
    const lagging = behind.map(({ head, position }) => `${head.subgraph} to ${head.position} of ${position}`);
    const reasons = await Promise.all(behind.map((one) => reasonOf(one, ports)));
    throw new PedigraphError(
      'TIMEOUT',
      [
        `The catalog has read ${lagging.join(', ')}; ask again, or leave ${argument} out for what is there already.`,
        ...reasons.filter((reason) => reason !== null),
      ].join(' '),
      { behind: Object.fromEntries(behind.map(({ head, position }) => [head.subgraph, position])) },
    );
  }
}

/** Why waiting longer may be in vain; null where the catalog is only late. */
async function reasonOf(
  { head, position }: { readonly head: LedgerHead; readonly position: number },
  ports: Ports,
): Promise<string | null> {
  const { subgraph, problem } = head;
  if (problem != null) return `Of ${subgraph}: ${problem}`;
  const place = { subgraph, after: head.position, first: MAX_COUNTED };
  const unread = await answerInTime(readUnread(ports, place)).catch(() => null);
  if (unread === null || unread.length === MAX_COUNTED) return null;
  const end = unread.at(-1)?.position ?? head.position;
  if (end >= position) return null;
  return `The ${subgraph} ledger itself ends at ${end}: what was written behind that is not in the store, as after a failover or a restore that lost it.`;
}

/**
 * An argument as positions of ledgers.
 * @throws {PedigraphError} BAD_USER_INPUT for what are none.
 */
export function readPositions(argument: string, value: unknown): LedgerPositions {
  const ledgers: ReadonlySet<string> = new Set(FOLLOWED_LEDGERS);
  const positions = value as Record<string, unknown>;
  const wrong = Object.entries(positions).find(
    ([subgraph, position]) => !ledgers.has(subgraph) || !Number.isSafeInteger(position) || Number(position) < 0,
  );
  if (wrong === undefined) return positions as LedgerPositions;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected ${argument} to be positions of ledgers (${FOLLOWED_LEDGERS.join(', ')}) as a write’s extensions.ledger tells them, but got ${JSON.stringify(Object.fromEntries([wrong])).slice(0, 200)}.`,
  );
}
