import { Field, ObjectType } from 'type-graphql';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { Waiver } from './waiver.entity.js';

/** What `waiveRule` gives back. */
@ObjectType({ description: 'The waiver, and the version it is for.', simpleResolvers: true })
export class WaiveRulePayload {
  @Field(() => Waiver, { description: 'The waiver.' })
  waiver: Waiver;

  @Field(() => ModelVersion, { description: 'The version it is for.' })
  modelVersion: ModelVersionRow;
}
