import { MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { JsonObject } from '#platform/scalars/scalars.js';
import { MAX_REF } from '#platform/validation/constraints.js';
import { IsParameters } from '#values/is-parameters.js';

/** What `logParameters` takes. */
@InputType({ description: 'Parameters of a run.' })
export class LogParametersInput {
  @Field(() => ID, { description: 'The run.' })
  @MaxLength(MAX_REF)
  run: string;

  @Field(() => JsonObject, { description: 'The parameters: a JSON object from names to values.' })
  @IsParameters()
  parameters: Record<string, unknown>;
}
