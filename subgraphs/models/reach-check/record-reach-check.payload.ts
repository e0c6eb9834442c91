import { Field, ObjectType } from 'type-graphql';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { ReachCheck } from './reach-check.entity.js';

/** What `recordReachCheck` gives back. */
@ObjectType({ description: 'The check, and the version that was looked at.', simpleResolvers: true })
export class RecordReachCheckPayload {
  @Field(() => ReachCheck, { description: 'The check.' })
  reachCheck: ReachCheck;

  @Field(() => ModelVersion, { description: 'The version that was looked at.' })
  modelVersion: ModelVersionRow;
}
