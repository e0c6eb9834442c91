import { InputType } from 'type-graphql';
import { ReasonField } from '#values/reason-field.js';
import { AliasField } from '../fields/alias-field.js';
import { ExpectedField } from '../fields/expected-field.js';
import { RefField } from '../fields/ref-field.js';

/** What `promote` takes. */
@InputType({ description: 'A version to promote.' })
export class PromoteInput {
  @RefField('The model version, by ref.')
  modelVersion: string;

  @AliasField({
    defaultValue: 'production',
    description: 'The alias it shall be promoted to; with `production`, its status becomes PRODUCTION.',
  })
  alias: string;

  @ExpectedField(
    'Promote only where the alias points to this version now; `null`: only where there is no such alias; left out: in any case.',
  )
  expected?: string | null;

  @ReasonField()
  reason?: string | null;
}
