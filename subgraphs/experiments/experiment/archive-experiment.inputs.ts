import { MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';
import { ReasonField } from '#values/reason-field.js';

/** What `archiveExperiment` takes. */
@InputType({ description: 'An experiment to archive, and why.' })
export class ArchiveExperimentInput {
  @Field(() => String, { description: 'The experiment, by name.' })
  @MaxLength(MAX_REF)
  experiment: string;

  @ReasonField()
  reason?: string | null;
}
