import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import { LineageKind } from '#values/lineage-kind.js';
import type { LineageRelation } from '#values/lineage-relation.js';
import type { Neighbourhood } from '../node-history/node-state.repository.js';
import { LineageRelationEnum } from './lineage.enums.js';
import { type LineageEntity, LineageEntityUnion } from './lineage-entity.js';

/** A thing in the lineage. */
@ObjectType({
  description: 'A node of the lineage graph: something that was made from others, or that others were made from.',
  simpleResolvers: true,
})
export class LineageNode {
  @Field(() => ID, {
    description:
      'The id of what it stands for; of one that is `redacted`, `REDACTED_` and its place, by which edges name it in the pages of this walk and nowhere else.',
  })
  id: string;

  @Field(() => String, {
    description:
      'The ref of what it stands for: `fraud/detector@1.4.0`, a column `fraud/transactions@1.1.0#amount`; of one that is `redacted`, the same as its `id`.',
  })
  ref: string;

  @Field(() => Boolean, {
    description:
      'Whether you may not see what it stands for: then its kind, its depth and its edges are told, so that the shape is true, and neither its name nor its id.',
  })
  redacted: boolean;

  @Field(() => LineageKind, { description: 'What it stands for.' })
  kind: LineageKind;

  @Field(() => Int, { description: 'How many steps it is away from the root, on the shortest way.' })
  depth: number;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When it was recorded; null for the moment while the catalog knows of it only from what rests on it, and of one that is `redacted`.',
  })
  createdAt: Date | null;

  @Field(() => LineageEntityUnion, {
    nullable: true,
    description: 'What it stands for; null of one that is `redacted`.',
  })
  entity: LineageEntity | null;

  /** Its true id, redacted or not: for parts of this subgraph alone. */
  walkedId: string;

  /** The moment that its fields answer for, and the neighbours that they count. */
  asked: Neighbourhood;
}

/** A step of the lineage. */
@ObjectType({
  description: 'An edge of the lineage graph: the downstream node was made from, or rests on, the upstream one.',
  simpleResolvers: true,
})
export class LineageEdge {
  @Field(() => String, { description: 'The ref of the upstream node, as the node has it: what was there first.' })
  from: string;

  @Field(() => String, { description: 'The ref of the downstream node, as the node has it: what rests on it.' })
  to: string;

  @Field(() => ID, { description: 'The id of the upstream node.' })
  fromId: string;

  @Field(() => ID, { description: 'The id of the downstream node.' })
  toId: string;

  @Field(() => LineageRelationEnum, {
    nullable: true,
    description:
      'How the downstream node rests on the upstream one; null where a later release wrote a relation that this one does not know.',
  })
  relation: LineageRelation | null;
}
