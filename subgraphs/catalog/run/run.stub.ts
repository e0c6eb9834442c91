import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A run as this subgraph knows it: by id. The experiments subgraph has the rest. */
@ObjectType('Run', { simpleResolvers: true })
@Directive('@key(fields: "id")')
export class RunStub {
  @Field(() => ID)
  id: string;
}
