import { Field, Int, ObjectType } from 'type-graphql';

/** What `recordSources` gives back. */
@ObjectType({ description: 'How many facts were new.', simpleResolvers: true })
export class RecordSourcesPayload {
  @Field(() => Int, { description: 'How many of them were new; those that are known already are one fact.' })
  recorded: number;
}
