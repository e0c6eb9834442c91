import { IsNotEmpty, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { IsName, MAX_REF } from '#platform/validation/constraints.js';
import { ReasonField } from '#values/reason-field.js';
import { ExpectedField } from '../fields/expected-field.js';
import { OptionalRefField, RefField } from '../fields/ref-field.js';

/** What `recordDeployment` takes. */
@InputType({ description: 'A deployment that has happened.' })
export class RecordDeploymentInput {
  @RefField('The model version that was deployed, by ref.')
  modelVersion: string;

  @Field(() => String, {
    description: 'Where it runs: a name such as `prod-eu`. A deployment of the same model there ends by this one.',
  })
  @IsName()
  target: string;

  @ExpectedField(
    'Record it only where this version of the model runs there now; `null`: only where none does; left out: in any case. Where this call may arrive late or be sent again, give it: a deployment that another one has followed is then refused, and does not make the old version live again.',
  )
  expected?: string | null;

  @OptionalRefField('The environment version it is served in, by ref.')
  environment?: string | null;
}

/** What `endDeployment` takes. */
@InputType({ description: 'A deployment that no longer runs.' })
export class EndDeploymentInput {
  @Field(() => ID, { description: 'The deployment, by id.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  deployment: string;

  @ReasonField()
  reason?: string | null;
}
