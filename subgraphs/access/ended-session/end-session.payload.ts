import { Directive, Field, ObjectType } from 'type-graphql';

/** What `endSession` gives back. */
@ObjectType({ description: 'That a session is over.', simpleResolvers: true })
@Directive('@inaccessible')
export class EndSessionPayload {
  @Field(() => Boolean, { description: 'Whether this call ended it; false where it was over already.' })
  ended: boolean;
}
