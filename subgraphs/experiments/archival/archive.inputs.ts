import { IsOptional, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';
import { MAX_REASON } from '#platform/validation/refuse-long-text.js';

/** What `archiveRun` takes. */
@InputType({ description: 'A run to archive, and why.' })
export class ArchiveRunInput {
  @Field(() => ID, { description: 'The run.' })
  @MaxLength(MAX_REF)
  run: string;

  @Field(() => String, { nullable: true, description: 'Why, for those who read the history.' })
  @IsOptional()
  @MaxLength(MAX_REASON)
  reason?: string | null;
}

/** What `archiveExperiment` takes. */
@InputType({ description: 'An experiment to archive, and why.' })
export class ArchiveExperimentInput {
  @Field(() => String, { description: 'The experiment, by name.' })
  @MaxLength(MAX_REF)
  experiment: string;

  @Field(() => String, { nullable: true, description: 'Why, for those who read the history.' })
  @IsOptional()
  @MaxLength(MAX_REASON)
  reason?: string | null;
}
