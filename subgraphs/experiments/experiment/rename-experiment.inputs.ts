import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { MAX_DISPLAY_NAME } from '#values/display-name.type.js';
import { ReasonField } from '#values/reason-field.js';
import { ExperimentField } from './experiment-field.js';

/** What `renameExperiment` takes. */
@InputType({ description: 'What an experiment is to be called.' })
export class RenameExperimentInput {
  @ExperimentField()
  experiment: string;

  @Field(() => String, {
    description: 'What people and other tools shall call it. Its name stays, as do the refs of its runs.',
  })
  @IsNotEmpty()
  @MaxLength(MAX_DISPLAY_NAME)
  displayName: string;

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
