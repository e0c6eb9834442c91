import { MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';

/** What `resumeRun` takes. */
@InputType({ description: 'A run that goes on.' })
export class ResumeRunInput {
  @Field(() => ID, { description: 'The run.' })
  @MaxLength(MAX_REF)
  run: string;
}
