import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Node } from '#platform/federation/node.type.js';

/** A logged model as this subgraph knows it: by id. The experiments subgraph has the rest. */
@ObjectType('LoggedModel', { implements: Node, simpleResolvers: true })
@Directive('@key(fields: "id", resolvable: false)')
export class LoggedModelStub {
  @Field(() => ID)
  id: string;
}
