import { Field, ID, Int, ObjectType } from 'type-graphql';
import { LineageKind } from '#values/lineage-kind.js';
import type { LineageRelation } from '#values/lineage-relation.js';
import { LineageRelationEnum } from '../lineage.enums.js';

/** How many nodes have a status. */
@ObjectType({ description: 'How many nodes of a group have a status.', simpleResolvers: true })
export class LineageStatusCount {
  @Field(() => String, { description: 'The status, as `LineageNode.status` has it.' })
  status: string;

  @Field(() => Int, { description: 'How many nodes have it.' })
  count: number;
}

/** Nodes of one kind that share a name. */
@ObjectType({
  description:
    'Nodes of a walk that are of one kind and share a name: the versions of a model, the runs of an experiment.',
  simpleResolvers: true,
})
export class LineageGroup {
  @Field(() => ID, { description: 'Its kind and its name, by which the edges between groups name it.' })
  id: string;

  @Field(() => LineageKind, { description: 'What its nodes stand for.' })
  kind: LineageKind;

  @Field(() => String, {
    nullable: true,
    description: 'What its nodes share: their `LineageNode.group`. Null where it is `redacted`.',
  })
  name: string | null;

  @Field(() => Boolean, {
    description:
      'Whether you may not see its nodes: those of a kind are one group, of which their number and their edges are told.',
  })
  redacted: boolean;

  @Field(() => Int, { description: 'How many nodes it has.' })
  nodeCount: number;

  @Field(() => Int, { description: 'How many steps the nearest of them is away from the root.' })
  depth: number;

  @Field(() => String, {
    nullable: true,
    description: 'The ref of its one node; null where it has several, or is `redacted`.',
  })
  ref: string | null;

  @Field(() => [LineageStatusCount], {
    description:
      'How many of its nodes have each status at the moment of the walk, by status; none of kinds without one, and where it is `redacted`.',
  })
  statuses: readonly LineageStatusCount[];

  @Field(() => Int, {
    nullable: true,
    description:
      'How many of its nodes are `active`: deployments that run, versions that are deployed. Null of other kinds, and where it is `redacted`.',
  })
  activeCount: number | null;
}

/** The edges from the nodes of a group to those of another. */
@ObjectType({
  description: 'The edges from the nodes of one group to those of another, or of the same.',
  simpleResolvers: true,
})
export class LineageGroupEdge {
  @Field(() => ID, { description: 'The id of the upstream group.' })
  fromId: string;

  @Field(() => ID, {
    description: 'The id of the downstream group; the same where versions rest on others of their name.',
  })
  toId: string;

  @Field(() => Int, { description: 'How many edges there are between their nodes.' })
  count: number;

  @Field(() => [LineageRelationEnum], {
    description: 'Their relations, by name; those that this release does not know are left out.',
  })
  relations: readonly LineageRelation[];
}
