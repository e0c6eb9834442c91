import { Field, InputType } from 'type-graphql';
import { IsName, IsVersion } from '#platform/validation/constraints.js';
import { ReasonField } from '#values/reason-field.js';
import { AliasField } from '../fields/alias-field.js';
import { ExpectedField } from '../fields/expected-field.js';
import { MovedElsewhereField } from '../fields/moved-elsewhere-field.js';

/** What `setAlias` takes. */
@InputType({ description: 'The version that an alias shall point to.' })
export class SetAliasInput {
  @Field(() => String, { description: 'The model, by name.' })
  @IsName()
  model: string;

  @AliasField({ description: 'The alias: `production`, `2024-best`; no number, no version and not `latest`.' })
  alias: string;

  @Field(() => String, {
    description: 'The version it shall point to; not one that is QUARANTINED, ARCHIVED or REJECTED.',
  })
  @IsVersion()
  version: string;

  @ExpectedField(
    'Set it only where it points to this version now; `null`: only where there is no such alias; left out: in any case.',
  )
  expected?: string | null;

  @MovedElsewhereField()
  movedElsewhereAt?: Date | null;

  @ReasonField()
  reason?: string | null;
}

/** What `removeAlias` takes. */
@InputType({ description: 'An alias to remove.' })
export class RemoveAliasInput {
  @Field(() => String, { description: 'The model, by name.' })
  @IsName()
  model: string;

  @AliasField({ description: 'The alias.' })
  alias: string;

  @ExpectedField('Remove it only where it points to this version now; left out: in any case. `null` is refused.')
  expected?: string | null;

  @MovedElsewhereField()
  movedElsewhereAt?: Date | null;

  @ReasonField()
  reason?: string | null;
}
