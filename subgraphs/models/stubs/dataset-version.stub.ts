import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Node } from '#platform/federation/node.type.js';

/** A dataset version as this subgraph knows it: by id. The datasets subgraph has the rest. */
@ObjectType('DatasetVersion', { implements: Node, simpleResolvers: true })
@Directive('@key(fields: "id")')
export class DatasetVersionStub {
  @Field(() => ID)
  id: string;
}
