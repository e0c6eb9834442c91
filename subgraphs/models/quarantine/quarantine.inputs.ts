import { ArrayMaxSize, ArrayMinSize, IsNotEmpty, IsUUID, MaxLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';

/** The most versions that are quarantined at once. */
export const MAX_QUARANTINED = 5_000;

/** What `quarantine` takes. */
@InputType({ description: 'Model versions that are not to be used.' })
export class QuarantineInput {
  @Field(() => [ID], { description: `Their ids, at most ${MAX_QUARANTINED}.` })
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_QUARANTINED)
  @IsUUID('all', { each: true, message: 'modelVersions must be ids of model versions' })
  modelVersions: string[];

  @Field(() => String, { description: 'Why, for those who read the history.' })
  @IsNotEmpty()
  @MaxLength(2_000)
  reason: string;
}

/** What `quarantine` gives back. */
@ObjectType({ description: 'What is quarantined now.', simpleResolvers: true })
export class QuarantinePayload {
  @Field(() => [ModelVersion], { description: 'The versions that this call has quarantined.' })
  quarantined: readonly ModelVersionRow[];

  @Field(() => [ModelVersion], {
    description: 'Those it left as they are: QUARANTINED already, or ARCHIVED and so not in use.',
  })
  unchanged: readonly ModelVersionRow[];
}
