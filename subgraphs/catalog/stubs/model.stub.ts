import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Node } from '#platform/federation/node.type.js';

/** A model as this subgraph knows it: by id. The models subgraph has the rest. */
@ObjectType('Model', { implements: Node, simpleResolvers: true })
@Directive('@key(fields: "id", resolvable: false)')
export class ModelStub {
  @Field(() => ID)
  id: string;
}
