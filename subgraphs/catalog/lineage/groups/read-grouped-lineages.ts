import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { LineageKind } from '#values/lineage-kind.js';
import { type LineageRelation, lineageRelation } from '#values/lineage-relation.js';
import { type LineageArgs, MAX_GROUPED } from '../lineage.args.js';
import type { Lineage } from '../lineage.type.js';
import type { LineageQueryRepository } from '../lineage-query.repository.js';
import { missingOf } from '../missing.js';
import { CAN_RUN } from '../node-words.js';
import { SeenNode } from '../seen-node.js';
import { waysOf } from '../ways.js';
import type { GroupQuery, GroupRow } from './group-statement.js';
import type { LineageGroup } from './lineage-group.type.js';

/**
 * The lineage of many nodes in groups, by id, in the order of the ids; null for one the catalog does not know, or that is
 * hidden from the caller. One statement, however many ids there are.
 * @throws {PedigraphError} BAD_USER_INPUT for a cursor: there is one page of groups.
 */
export async function readGroupedLineages(
  roots: readonly string[],
  args: LineageArgs,
  repository: LineageQueryRepository,
): Promise<(Lineage | null)[]> {
  if (args.after != null) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      'Expected no after beside groupBy, for groups have no pages: ask with a greater first, with kinds or with a smaller depth, or leave groupBy out to page through nodes.',
    );
  }
  const query: GroupQuery = {
    roots,
    ways: waysOf(args.direction),
    depth: args.depth,
    first: Math.max(1, Math.floor(MAX_GROUPED / roots.length)),
    stopAt: args.stopAt ?? [],
    asOf: args.asOf ?? null,
    kinds: args.kinds ?? null,
    groups: args.first,
  };
  const lineages: (Lineage | null)[] = roots.map(() => null);
  for (const row of await repository.groups(query)) lineages[row.root] = groupedLineage(row, query, args);
  return lineages;
}

function groupedLineage(row: GroupRow, query: GroupQuery, args: LineageArgs): Lineage | null {
  const { node, doubtful, all, hidden } = row;
  if (node === null || node.ref === null) return null;
  const [way] = query.ways;
  const at = node.at === null ? null : new Date(node.at);
  const walked = { id: query.roots[row.root]!, kind: node.kind, ref: node.ref, at, depth: 0, place: 0 };
  const root = new SeenNode(walked, way!, { asOf: query.asOf, kinds: query.kinds });
  const walks = row.ends.map((end, index) => ({ ...end, way: query.ways[index]!, doubtful }));
  const missing = missingOf(
    walks,
    args,
    (direction) =>
      `${query.first} nodes reached ${direction}, and there are more: the groups have these alone; ask with a smaller depth, or with stopAt.`,
  );
  const groups = (row.groups ?? []).map(groupOf);
  if (all > groups.length) {
    const left = all - groups.length;
    missing.push(`${left} further group${left === 1 ? '' : 's'} left out: ask with a greater first, or with kinds.`);
  }
  return {
    root,
    complete: missing.length === 0,
    isDoubtful: doubtful !== null,
    incompleteReason: missing.length === 0 ? null : missing.join(' '),
    redacted: hidden,
    nodes: [root],
    edges: [],
    groups,
    groupEdges: (row.edges ?? []).map(({ from, to, count, relations }) => ({
      fromId: groups[from]!.id,
      toId: groups[to]!.id,
      count,
      relations: relations.map(lineageRelation).filter((relation): relation is LineageRelation => relation !== null),
    })),
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  };
}

function groupOf({
  kind,
  name,
  depth,
  count,
  ref,
  active,
  statuses,
}: NonNullable<GroupRow['groups']>[number]): LineageGroup {
  const redacted = name === null;
  return {
    id: groupId(kind, name),
    kind,
    name,
    redacted,
    nodeCount: count,
    depth,
    ref,
    statuses: Object.entries(statuses ?? {})
      .map(([status, count]) => ({ status, count }))
      .sort((a, b) => (a.status < b.status ? -1 : 1)),
    activeCount: !redacted && CAN_RUN.has(kind) ? active : null,
  };
}

/** A kind has no space, and no name is empty. */
function groupId(kind: LineageKind, name: string | null): string {
  return name === null ? `REDACTED_${kind}` : `${kind} ${name}`;
}
