import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A dataset version as this subgraph knows it: by id. The datasets subgraph has the rest. */
@ObjectType('DatasetVersion', { simpleResolvers: true })
@Directive('@key(fields: "id")')
export class DatasetVersionStub {
  @Field(() => ID)
  id: string;
}
