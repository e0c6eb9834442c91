import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Node } from '#platform/federation/node.type.js';

/** An environment as this subgraph knows it: by id. The environments subgraph has the rest. */
@ObjectType('Environment', { implements: Node, simpleResolvers: true })
@Directive('@key(fields: "id", resolvable: false)')
export class EnvironmentStub {
  @Field(() => ID)
  id: string;
}
