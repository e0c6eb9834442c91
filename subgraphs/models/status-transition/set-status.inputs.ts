import { Field, InputType } from 'type-graphql';
import { ModelVersionStatus } from '#values/model-version-status.js';
import { ReasonField } from '#values/reason-field.js';
import { RefField } from '../fields/ref-field.js';

/** What `setStatus` takes. */
@InputType({ description: 'The status that a model version shall have.' })
export class SetStatusInput {
  @RefField('The model version, by ref.')
  modelVersion: string;

  @Field(() => ModelVersionStatus, { description: 'Its new status.' })
  status: ModelVersionStatus;

  @ReasonField()
  reason?: string | null;
}
