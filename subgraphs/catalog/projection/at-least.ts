import { setTimeout as pause } from 'node:timers/promises';
import { Arg } from 'type-graphql';
import { PedigraphError } from '../../../src/platform/errors/pedigraph-error.js';
import type { LedgerPositions } from '../../../src/platform/ledger/ledger-positions.js';
import { JsonObject } from '../../../src/platform/scalars/scalars.js';
import type { CatalogContext } from '../context.js';
import { FOLLOWED_LEDGERS } from './followed-ledgers.js';

/** How long a read waits for the catalog, in milliseconds. */
const PATIENCE = 4_000;
/** How long until it is looked at again, in milliseconds. */
const LOOK = 15;

/** The argument by which a client reads what it has written. */
export function AtLeast(): ParameterDecorator {
  return Arg('atLeast', () => JsonObject, {
    nullable: true,
    description:
      'Wait until the catalog has read what you have written: the `extensions.ledger` of a write’s answer, such as `{"models": 17}`. TIMEOUT where it has not within 4 seconds.',
  }) as ParameterDecorator;
}

/**
 * Waits until every ledger named is projected up to the position named with it.
 * @throws {PedigraphError} BAD_USER_INPUT for what are no positions; TIMEOUT where the catalog is not there in time.
 */
export async function untilProjected(
  atLeast: unknown,
  { projection, signal }: Pick<CatalogContext, 'projection' | 'signal'>,
): Promise<void> {
  if (atLeast == null) return;
  const wanted = Object.entries(readPositions('atLeast', atLeast));
  for (const deadline = performance.now() + PATIENCE; ; await pause(LOOK, undefined, { signal })) {
    const heads = new Map((await projection.heads()).map(({ subgraph, position }) => [subgraph, position]));
    const behind = wanted.filter(([subgraph, position]) => (heads.get(subgraph) ?? 0) < position);
    if (behind.length === 0) return;
    if (performance.now() < deadline) continue;
    const told = behind.map(([subgraph, position]) => `${subgraph} to ${heads.get(subgraph) ?? 0} of ${position}`);
    throw new PedigraphError(
      'TIMEOUT',
      `The catalog has read ${told.join(', ')}; ask again, or leave atLeast out for what is there already.`,
      { behind: Object.fromEntries(behind) },
    );
  }
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
