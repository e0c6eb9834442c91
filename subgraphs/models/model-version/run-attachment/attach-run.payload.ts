import { Field, ObjectType } from 'type-graphql';
import { ModelVersion, type ModelVersionRow } from '../model-version.entity.js';

/** What `attachRun` gives back. */
@ObjectType({ description: 'The version, whose `run` is the one that was attached.', simpleResolvers: true })
export class AttachRunPayload {
  @Field(() => ModelVersion, { description: 'The version.' })
  modelVersion: ModelVersionRow;
}
