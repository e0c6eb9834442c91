import { createHash } from 'node:crypto';
import * as z from 'zod';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { jsonInCursor } from '#platform/paging/json-in-cursor.js';
import type { LineageArgs } from './lineage.args.js';
import type { LineageWay } from './lineage.enums.js';
import { nodeName } from './redacted-node.js';
import type { Walk } from './walk/read-walks.js';
import type { LedgerPositions } from './walk/walk-query.js';

/** Where a page of a walk ended. */
export interface LineageCursor {
  /** Nodes on the pages so far. */
  readonly count: number;
  /** The id of the last of them, as the answer had it. */
  readonly last: string;
  /** How far the ledgers had been read at the first page: all pages tell of that moment. */
  readonly heads: LedgerPositions;
}

const contents = z.tuple([
  z.literal('w1'),
  z.string(),
  z.int().min(1).max(10_000_000),
  z.string().max(40),
  z.record(z.string(), z.int().min(0)),
]);

/** The cursor as text. It holds which walk it is of, so that another cannot go on from it. */
export function writeLineageCursor(root: string, args: LineageArgs, { count, last, heads }: LineageCursor): string {
  const cursor: z.infer<typeof contents> = ['w1', walkOf(root, args), count, last, heads];
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** @throws {PedigraphError} BAD_USER_INPUT for what is no cursor, or that of another walk. */
export function readLineageCursor(root: string, args: LineageArgs, text: string): LineageCursor {
  if (args.direction === 'BOTH') {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      'after goes one way: ask with direction UPSTREAM and with DOWNSTREAM, each with its own cursors, instead of BOTH.',
    );
  }
  const parsed = contents.safeParse(jsonInCursor(text));
  if (!parsed.success) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `after must be a cursor that lineage gave as pageInfo.endCursor, but is ${JSON.stringify(text.slice(0, 100))}: leave it out to begin.`,
    );
  }
  const [, walk, count, last, heads] = parsed.data;
  if (walk !== walkOf(root, args)) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      'after is the cursor of another walk: ask with the same root, direction, depth, stopAt and asOf as for the page before (first and kinds may differ), or leave after out to begin.',
    );
  }
  return { count, last, heads };
}

/**
 * Whether a walk is at the cursor what it was at the first page.
 * @throws {PedigraphError} UNAVAILABLE while the catalog reads the ledgers anew; BAD_USER_INPUT for a made-up cursor.
 */
export function assertSameWalk(
  { last, heads }: LineageCursor,
  now: Pick<Walk, 'before' | 'heads'> & { readonly way: LineageWay },
): void {
  if (Object.entries(heads).some(([subgraph, position]) => (now.heads[subgraph] ?? 0) < position)) {
    throw new PedigraphError(
      'UNAVAILABLE',
      'The catalog is reading the ledgers anew and is not yet where it was at the first page: ask again in a moment.',
    );
  }
  if (now.before === null || nodeName(now.before, now.way).id !== last) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      'after is a cursor that this walk did not give: pass pageInfo.endCursor of the page before as it is, or leave after out to begin.',
    );
  }
}

/** What makes a walk: the nodes it meets, in their order, follow from it and the ledgers. */
function walkOf(root: string, { direction, depth, stopAt, asOf }: LineageArgs): string {
  const serialized = JSON.stringify([root, direction, depth, [...new Set(stopAt)].sort(), asOf?.toISOString() ?? null]);
  return createHash('sha256').update(serialized).digest('base64url').slice(0, 16);
}
