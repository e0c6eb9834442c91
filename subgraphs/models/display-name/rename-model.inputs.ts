import { IsOptional, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IsName } from '#platform/validation/constraints.js';
import { MAX_DISPLAY_NAME } from '#values/display-name.type.js';
import { ReasonField } from '#values/reason-field.js';
import { DisplayNameField } from '../fields/display-name-field.js';

/** What `renameModel` takes. */
@InputType({ description: 'What a model is to be called.' })
export class RenameModelInput {
  @Field(() => String, { description: 'The model, by name.' })
  @IsName()
  model: string;

  @DisplayNameField('What it is to be called: any text; no other model of its namespace that is not archived has it.')
  displayName: string;

  @Field(() => String, {
    nullable: true,
    description: 'Rename it only where it is called so now; left out or null: in any case.',
  })
  @IsOptional()
  @MaxLength(MAX_DISPLAY_NAME)
  expected?: string | null;

  @ReasonField()
  reason?: string | null;
}
