import { ArrayMaxSize, ArrayMinSize, IsUUID } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { RequiredReasonField } from '#values/reason-field.js';

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

  @RequiredReasonField()
  reason: string;
}
