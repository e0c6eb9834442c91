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

/** What `restoreRun` takes. */
@InputType({ description: 'A run to take out of the archive, and why.' })
export class RestoreRunInput extends ArchiveRunInput {}
