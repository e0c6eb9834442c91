import { Field, ObjectType } from 'type-graphql';
import { ModelVersionStatus } from '#values/model-version-status.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';

/** What `setStatus` gives back. */
@ObjectType({ description: 'The version, and the status it had before.', simpleResolvers: true })
export class SetStatusPayload {
  @Field(() => ModelVersion, { description: 'The version.' })
  modelVersion: ModelVersionRow;

  @Field(() => ModelVersionStatus, { description: 'The status it had before.' })
  previous: ModelVersionStatus;
}
