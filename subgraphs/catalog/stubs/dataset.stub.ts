import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Node } from '#platform/federation/node.type.js';

/** A dataset as this subgraph knows it: by id. The datasets subgraph has the rest. */
@ObjectType('Dataset', { implements: Node, simpleResolvers: true })
@Directive('@key(fields: "id", resolvable: false)')
export class DatasetStub {
  @Field(() => ID)
  id: string;
}
