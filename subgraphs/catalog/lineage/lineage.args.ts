import { Max, Min } from 'class-validator';
import { ArgsType, Field, Int } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import { LineageKind } from '#values/lineage-kind.js';
import { LineageDirection, LineageGrouping } from './lineage.enums.js';

/** The greatest depth of a walk. */
export const MAX_DEPTH = 100;
/** The most nodes a walk returns. */
export const MAX_NODES = 5_000;
/** The most nodes a walk puts into groups, each way. */
export const MAX_GROUPED = 20_000;

/** How far a walk through the lineage goes. */
@ArgsType()
export class LineageArgs {
  @Field(() => LineageDirection, { description: 'Which way to walk.' })
  direction: LineageDirection;

  @Field(() => Int, { defaultValue: 10, description: `How many steps away at most: 1 to ${MAX_DEPTH}.` })
  @Min(1, { message: `depth must be 1 to ${MAX_DEPTH}, but is $value` })
  @Max(MAX_DEPTH, { message: `depth must be 1 to ${MAX_DEPTH}, but is $value` })
  depth: number;

  @Field(() => Int, {
    defaultValue: 1_000,
    description: `How many nodes at most, each way, the nearest first: 1 to ${MAX_NODES}.`,
  })
  @Min(1, { message: `first must be 1 to ${MAX_NODES}, but is $value` })
  @Max(MAX_NODES, { message: `first must be 1 to ${MAX_NODES}, but is $value` })
  first: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Go on behind this cursor: `pageInfo.endCursor` of the page before. All pages tell of the moment of the first.',
  })
  after?: string | null;

  @Field(() => [LineageKind], {
    nullable: true,
    description: 'Return only nodes of these kinds, and the root; the walk goes through all kinds.',
  })
  kinds?: readonly LineageKind[] | null;

  @Field(() => [LineageKind], {
    nullable: true,
    description: 'Walk up to nodes of these kinds and no further; they are returned.',
  })
  stopAt?: readonly LineageKind[] | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Only what was recorded by this moment; now where left out.',
  })
  asOf?: Date | null;

  @Field(() => LineageGrouping, {
    nullable: true,
    description: `Return \`groups\` and \`groupEdges\` instead of nodes and edges: of up to ${MAX_GROUPED} nodes each way. Then \`first\` is how many groups, the nearest first, and there is no \`after\`.`,
  })
  groupBy?: LineageGrouping | null;
}

/** A walk and where it begins. */
@ArgsType()
export class LineageOfArgs extends LineageArgs {
  @Field(() => String, {
    description:
      'Where to begin: a ref such as `fraud/detector@1.4.0`, that of a column such as `fraud/transactions@1.1.0#amount`, or an id.',
  })
  of: string;

  @Field(() => LineageKind, { nullable: true, description: 'What `of` is, where several things have that ref.' })
  kind?: LineageKind | null;
}
