import { MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';
import { ReasonField } from '#values/reason-field.js';

/** What `archiveRun` takes. */
@InputType({ description: 'A run to archive, and why.' })
export class ArchiveRunInput {
  @Field(() => ID, { description: 'The run.' })
  @MaxLength(MAX_REF)
  run: string;

  @ReasonField()
  reason?: string | null;
}

/** What `archiveExperiment` takes. */
@InputType({ description: 'An experiment to archive, and why.' })
export class ArchiveExperimentInput {
  @Field(() => String, { description: 'The experiment, by name.' })
  @MaxLength(MAX_REF)
  experiment: string;

  @ReasonField()
  reason?: string | null;
}
