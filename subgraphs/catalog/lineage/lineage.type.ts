import { Field, Int, ObjectType } from 'type-graphql';
import { PageInfo } from '#platform/paging/connection-type.js';
import type { PageBounds } from '#platform/paging/page.js';
import { LineageGroup, LineageGroupEdge } from './groups/lineage-group.type.js';
import { LineageEdge, LineageNode } from './lineage-parts.js';

/** What a walk through the lineage found. */
@ObjectType({ description: 'What a walk through the lineage found, and whether that is all.', simpleResolvers: true })
export class Lineage {
  @Field(() => LineageNode, { description: 'Where the walk began.' })
  root: LineageNode;

  @Field(() => Boolean, {
    description:
      'Whether nothing is missing that the walk was asked for, at any depth: on this page and those before it. A node that is `redacted` is not missing.',
  })
  complete: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'What is missing, and how to get it; null where the answer is complete.',
  })
  incompleteReason: string | null;

  @Field(() => Int, {
    description: 'How many of `nodes`, or of the nodes in `groups`, you may not see: they are `redacted`.',
  })
  redacted: number;

  @Field(() => [LineageNode], {
    description:
      'The nodes by depth and then by ref, the root first; on a page behind a cursor, those that follow. With `groupBy` the root alone.',
  })
  nodes: readonly LineageNode[];

  @Field(() => [LineageEdge], {
    description:
      'The edges that the walk went along, between these nodes; on a page, those from and to nodes of the pages before too. With `groupBy` none.',
  })
  edges: readonly LineageEdge[];

  @Field(() => [LineageGroup], {
    nullable: true,
    description: 'With `groupBy`: the nodes that the walk met, in groups, the nearest first; null without it.',
  })
  groups: readonly LineageGroup[] | null;

  @Field(() => [LineageGroupEdge], {
    nullable: true,
    description: 'With `groupBy`: the edges between these groups, and within them; null without it.',
  })
  groupEdges: readonly LineageGroupEdge[] | null;

  /** Whether a ledger has a problem, so that the catalog does not know all of it. */
  isDoubtful: boolean;

  @Field(() => PageInfo, { description: 'Whether the walk goes on behind these nodes, and the cursor to go on from.' })
  pageInfo: PageBounds;
}

/** How the field is described on every type that has it. */
export const LINEAGE_FIELD = {
  nullable: true,
  description: 'What it was made from and what was made from it; null for the moment until the catalog has read of it.',
} as const;
