import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { MAX_REASON } from '#platform/validation/constraints.js';
import { RefField } from '../fields/ref-field.js';

/** What an approval, or its withdrawal, is made of. */
@InputType()
abstract class ApprovalInput {
  @RefField('The model version, by ref.')
  modelVersion: string;

  @Field(() => String, { nullable: true, description: 'A comment for those who read the history.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_REASON)
  comment?: string | null;
}

/** What `approve` takes. */
@InputType({ description: 'A model version to approve.' })
export class ApproveInput extends ApprovalInput {}

/** What `withdrawApproval` takes. */
@InputType({ description: 'A model version that you no longer approve.' })
export class WithdrawApprovalInput extends ApprovalInput {}
