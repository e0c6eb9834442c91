import type { LineageArgs } from './lineage.args.js';
import type { LineageWay } from './lineage.enums.js';
import type { WalkRow } from './walk/walk-statement.js';

/** What is known of the end of a walk, and which way it went. */
export type WalkEnd = Pick<WalkRow, 'more' | 'beyond' | 'whole' | 'unread' | 'doubtful'> & { readonly way: LineageWay };

/**
 * What the walks lack, as sentences.
 * @param cutOff the sentence for a walk that goes on behind the nodes that were read
 */
export function missingOf(
  walks: readonly WalkEnd[],
  args: Pick<LineageArgs, 'depth'>,
  cutOff: (way: string) => string,
): string[] {
  const missing = walks.flatMap((walk) => missingIn(walk, args, cutOff));
  const doubtful = walks[0]?.doubtful ?? null;
  if (doubtful !== null) {
    missing.push(`The catalog does not know all of ${doubtful}, see catalogStatus { problem }: ask again later.`);
  }
  return missing;
}

function missingIn(walk: WalkEnd, { depth }: Pick<LineageArgs, 'depth'>, cutOff: (way: string) => string): string[] {
  const way = walk.way.toLowerCase();
  const reasons: string[] = [];
  if (walk.more) reasons.push(cutOff(way));
  else if (walk.beyond > 0) {
    const count = `${walk.whole ? '' : 'at least '}${walk.beyond} further node${walk.beyond === 1 ? '' : 's'}`;
    reasons.push(`Depth ${depth} reached ${way}: ${count} one step behind; ask with a greater depth.`);
  }
  if (walk.unread > 0) {
    const nodes = `${walk.unread} of the nodes ${walk.unread === 1 ? 'rests' : 'rest'}`;
    reasons.push(`What ${nodes} on is not read yet: ask again in a moment.`);
  }
  return reasons;
}
