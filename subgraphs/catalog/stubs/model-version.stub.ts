import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Node } from '#platform/federation/node.type.js';

/** A model version as this subgraph knows it: by id. The models subgraph has the rest. */
@ObjectType('ModelVersion', { implements: Node, simpleResolvers: true })
@Directive('@key(fields: "id")')
export class ModelVersionStub {
  @Field(() => ID)
  id: string;
}
