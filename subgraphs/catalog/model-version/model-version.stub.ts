import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A model version as this subgraph knows it: by id. The models subgraph has the rest. */
@ObjectType('ModelVersion', { simpleResolvers: true })
@Directive('@key(fields: "id")')
export class ModelVersionStub {
  @Field(() => ID)
  id: string;
}
