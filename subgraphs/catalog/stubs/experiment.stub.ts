import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Node } from '#platform/federation/node.type.js';

/** An experiment as this subgraph knows it: by id. The experiments subgraph has the rest. */
@ObjectType('Experiment', { implements: Node, simpleResolvers: true })
@Directive('@key(fields: "id", resolvable: false)')
export class ExperimentStub {
  @Field(() => ID)
  id: string;
}
