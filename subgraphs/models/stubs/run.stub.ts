import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Node } from '#platform/federation/node.type.js';

/** A run as this subgraph knows it: by id. The experiments subgraph has the rest. */
@ObjectType('Run', { implements: Node, simpleResolvers: true })
@Directive('@key(fields: "id")')
export class RunStub {
  @Field(() => ID)
  id: string;
}
