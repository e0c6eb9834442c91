import { IsNotEmpty, Matches, MaxLength } from 'class-validator';
import { Directive, Field, InputType } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';

/** What `endSession` takes. */
@Directive('@inaccessible')
@InputType({ description: 'A session of a browser to end.' })
export class EndSessionInput {
  @Field(() => String, { description: '`sha256:…` over the id of the session.' })
  @Matches(/^sha256:[0-9a-f]{64}$/, { message: 'session must be sha256: and 64 hex digits' })
  session: string;

  /** As the provider names whoever signed in, in any script: a `PrincipalField` takes fewer names. */
  @Field(() => String, { description: 'Whose session it is.' })
  @IsNotEmpty()
  @MaxLength(200)
  principal: string;

  @Field(() => DateTime, { description: 'When its cookie ends by itself.' })
  expiresAt: Date;
}
