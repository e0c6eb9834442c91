import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';
import { MAX_DISPLAY_NAME } from '#values/display-name.type.js';
import { ReasonField } from '#values/reason-field.js';

/** What `renameRun` takes. */
@InputType({ description: 'What a run is to be called.' })
export class RenameRunInput {
  @Field(() => ID, { description: 'The run.' })
  @MaxLength(MAX_REF)
  run: string;

  @Field(() => String, { description: 'What people shall call it; other runs may be called the same.' })
  @IsNotEmpty()
  @MaxLength(MAX_DISPLAY_NAME)
  name: string;

  @Field(() => String, {
    nullable: true,
    description: 'What it is called now, as far as you know: where that is not so, nothing is written.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_DISPLAY_NAME)
  expected?: string | null;

  @ReasonField()
  reason?: string | null;
}
