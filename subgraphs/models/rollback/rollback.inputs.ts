import { IsOptional } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IsName, IsVersion } from '#platform/validation/constraints.js';
import { RequiredReasonField } from '#values/reason-field.js';
import { AliasField } from '../fields/alias-field.js';
import { ExpectedField } from '../fields/expected-field.js';

/** What `rollback` takes. */
@InputType({ description: 'An alias to roll back.' })
export class RollbackInput {
  @Field(() => String, { description: 'The model, by name.' })
  @IsName()
  model: string;

  @AliasField({ description: 'The alias: `production`.' })
  alias: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The version to go back to. Left out: the one the alias pointed to before, passing over those that are QUARANTINED, ARCHIVED or REJECTED and those it was rolled back from.',
  })
  @IsOptional()
  @IsVersion()
  to?: string | null;

  @ExpectedField(
    'Roll back only where the alias points to this version now, so that of two who roll back at once one is refused, and so is the same call sent twice; left out: in any case. `null` is refused.',
  )
  expected?: string | null;

  @RequiredReasonField()
  reason: string;
}
