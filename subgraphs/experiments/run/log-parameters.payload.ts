import { Field, Int, ObjectType } from 'type-graphql';

/** What `logParameters` gives back. */
@ObjectType({ description: 'How many of the parameters are stored now.', simpleResolvers: true })
export class LogParametersPayload {
  @Field(() => Int, {
    description: 'How many parameters of the call are stored now, those that were there before included.',
  })
  accepted: number;
}
