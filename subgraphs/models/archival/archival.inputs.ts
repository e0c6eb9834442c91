import { Field, InputType } from 'type-graphql';
import { IsName } from '#platform/validation/constraints.js';
import { ReasonField } from '#values/reason-field.js';

/** What `archiveModel` takes. */
@InputType({ description: 'A model to archive, and why.' })
export class ArchiveModelInput {
  @Field(() => String, { description: 'The model, by name.' })
  @IsName()
  model: string;

  @ReasonField()
  reason?: string | null;
}

/** What `restoreModel` takes. */
@InputType({ description: 'A model to restore, and why.' })
export class RestoreModelInput {
  @Field(() => String, { description: 'The model, by name.' })
  @IsName()
  model: string;

  @ReasonField()
  reason?: string | null;
}
