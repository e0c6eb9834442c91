import { Directive, Field, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';

/** The most changes of a display name that are listed. */
export const MAX_DISPLAY_NAMES = 1_000;

/** The most characters of a display name. */
export const MAX_DISPLAY_NAME = 500;

/** What a thing is called, and from when on; the first of a list is what it is called now. */
@Directive('@shareable')
@ObjectType({ description: 'What a thing is called, or was, and from when on.', simpleResolvers: true })
export class DisplayName {
  @Field(() => String, { description: 'What people and other tools call it.' })
  displayName: string;

  @Field(() => DateTime, { description: 'From when on it is called so.' })
  validFrom: Date;

  @Field(() => String, { description: 'Who called it so.' })
  actor: string;
}
