import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';
import { ModelVersionStatus } from '#values/model-version-status.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';

/** What `setStatus` takes. */
@InputType({ description: 'Where a model version shall stand.' })
export class SetStatusInput {
  @Field(() => String, { description: 'The model version, by ref.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  modelVersion: string;

  @Field(() => ModelVersionStatus, { description: 'Its new status.' })
  status: ModelVersionStatus;

  @Field(() => String, { nullable: true, description: 'Why, for those who read the history.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(2_000)
  reason?: string | null;
}

/** What `setStatus` gives back. */
@ObjectType({ description: 'The version, and the status it had before.', simpleResolvers: true })
export class SetStatusPayload {
  @Field(() => ModelVersion, { description: 'The version.' })
  modelVersion: ModelVersionRow;

  @Field(() => ModelVersionStatus, { description: 'Where it stood before.' })
  previous: ModelVersionStatus;
}
