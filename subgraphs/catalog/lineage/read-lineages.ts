import { createPace } from '#platform/turns/pace.js';
import { readGroupedLineages } from './groups/read-grouped-lineages.js';
import type { LineageArgs } from './lineage.args.js';
import type { Lineage } from './lineage.type.js';
import { assertSameWalk, type LineageCursor, readLineageCursor } from './lineage-cursor.js';
import { lineageOfWalks } from './lineage-of-walks.js';
import type { LineageQueryRepository } from './lineage-query.repository.js';
import { isSeen } from './redacted-node.js';
import { readWalks } from './walk/read-walks.js';
import { waysOf } from './ways.js';

/** Nodes that one request reads at most each way, whatever the number of its roots. */
const MAX_TOGETHER = 50_000;

/** A walk that a part of this subgraph asks for. */
export interface WalkArgs extends LineageArgs {
  /** Passes over columns, but for one it begins at: what rests on a column rests on its dataset version as well. */
  readonly withoutColumns?: boolean;
}

/**
 * The lineage of many nodes, by id, in the order of the ids; null for one the catalog does not know, or that is hidden from
 * the caller, an error for one that the cursor is not of. One statement each way, however many ids there are and however
 * deep the walks go.
 */
export async function readLineages(
  ids: readonly string[],
  args: WalkArgs,
  repository: LineageQueryRepository,
): Promise<(Lineage | Error | null)[]> {
  const { after } = args;
  if (args.groupBy != null) return readGroupedLineages(ids, args, repository);
  if (after == null) return readParts(ids, args, null, repository);
  const continued = ids.map(async (id) => {
    const [lineage] = await readParts([id], args, readLineageCursor(id, args, after), repository);
    return lineage ?? null;
  });
  const settled = await Promise.allSettled(continued);
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : one.reason));
}

async function readParts(
  roots: readonly string[],
  args: WalkArgs,
  cursor: LineageCursor | null,
  repository: LineageQueryRepository,
): Promise<(Lineage | null)[]> {
  const first = Math.min(args.first, Math.max(1, Math.floor(MAX_TOGETHER / roots.length)));
  const part = {
    roots,
    first,
    depth: args.depth,
    skip: cursor?.count ?? 0,
    stopAt: args.stopAt ?? [],
    asOf: args.asOf ?? null,
    knownAt: cursor?.heads ?? null,
    withoutColumns: args.withoutColumns ?? false,
  };
  const ways = waysOf(args.direction);
  const walksByWay = await Promise.all(
    ways.map((way) => readWalks({ ...part, way }, (query) => repository.walk(query))),
  );
  const lineages: (Lineage | null)[] = [];
  const pace = createPace();
  for (const index of roots.keys()) {
    const walks = ways.flatMap((way, place) => {
      const walk = walksByWay[place]?.[index];
      return walk == null || !isSeen(walk.root) ? [] : [{ ...walk, way }];
    });
    if (cursor !== null) for (const walk of walks) assertSameWalk(cursor, walk);
    lineages.push(walks.length === 0 ? null : lineageOfWalks(walks, args, part, cursor));
    const turn = pace.spend(walks.reduce((sum, { nodes, edges }) => sum + nodes.length + edges.length, 1));
    if (turn !== undefined) await turn;
  }
  return lineages;
}
