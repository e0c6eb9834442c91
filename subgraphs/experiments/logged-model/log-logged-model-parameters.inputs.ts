import { Field, InputType } from 'type-graphql';
import { JsonObject } from '#platform/scalars/scalars.js';
import { IsParameters } from '#values/is-parameters.js';
import { LoggedModelField } from './logged-model-field.js';

/** What `logLoggedModelParameters` takes. */
@InputType({ description: 'Parameters of a logged model.' })
export class LogLoggedModelParametersInput {
  @LoggedModelField()
  loggedModel: string;

  @Field(() => JsonObject, { description: 'The parameters: a JSON object from names to values.' })
  @IsParameters()
  parameters: Record<string, unknown>;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether one that is READY takes them too: they are stored beside what is sealed.',
  })
  afterEnd: boolean;
}
