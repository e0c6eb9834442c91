import { Matches } from 'class-validator';
import { Directive, Field, InputType } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import { PrincipalField } from '../fields/access-fields.js';

/** What `endSession` takes. */
@Directive('@inaccessible')
@InputType({ description: 'A session of a browser to end.' })
export class EndSessionInput {
  @Field(() => String, { description: '`sha256:…` over the id of the session.' })
  @Matches(/^sha256:[0-9a-f]{64}$/, { message: 'session must be sha256: and 64 hex digits' })
  session: string;

  @PrincipalField('Whose session it is.')
  principal: string;

  @Field(() => DateTime, { description: 'When its cookie ends by itself.' })
  expiresAt: Date;
}
