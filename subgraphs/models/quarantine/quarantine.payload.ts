import { Field, ObjectType } from 'type-graphql';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';

/** What `quarantine` gives back. */
@ObjectType({ description: 'The versions that are quarantined now.', simpleResolvers: true })
export class QuarantinePayload {
  @Field(() => [ModelVersion], { description: 'The versions that this call has quarantined.' })
  quarantined: readonly ModelVersionRow[];

  @Field(() => [ModelVersion], {
    description: 'Those it left as they are: QUARANTINED already, or ARCHIVED and so not in use.',
  })
  unchanged: readonly ModelVersionRow[];
}
