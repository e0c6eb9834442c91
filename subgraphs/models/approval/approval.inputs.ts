import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { Approval } from './approval.entity.js';

/** What `approve` and `withdrawApproval` take. */
@InputType({ description: 'A model version, and what you have to say about it.' })
export class ApproveInput {
  @Field(() => String, { description: 'The model version, by ref.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  modelVersion: string;

  @Field(() => String, { nullable: true, description: 'For those who read the history.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(2_000)
  comment?: string | null;
}

/** What `approve` and `withdrawApproval` give back. */
@ObjectType({ description: 'The version, and the approvals it has now.', simpleResolvers: true })
export class ApprovePayload {
  @Field(() => ModelVersion, { description: 'The version.' })
  modelVersion: ModelVersionRow;

  @Field(() => [Approval], { description: 'Its approvals now, oldest first.' })
  approvals: readonly Approval[];
}
