import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Node } from '#platform/federation/node.type.js';

/** An environment version as this subgraph knows it: by id. The environments subgraph has the rest. */
@ObjectType('EnvironmentVersion', { implements: Node, simpleResolvers: true })
@Directive('@key(fields: "id")')
export class EnvironmentVersionStub {
  @Field(() => ID)
  id: string;
}
