import { ArrayMaxSize, ArrayMinSize, IsIn, IsNotEmpty, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { MAX_REASON } from '#platform/validation/constraints.js';
import { RefField } from '../fields/ref-field.js';
import { ReachAnswer } from './reach-answer.js';

/** What was found at one place. */
@InputType({ description: 'Whether one part of a version is still where it was.' })
export class ReachedPlaceInput {
  @Field(() => String, { description: 'Where; user and password in it are not stored: `s3://acme/model.bin`.' })
  @IsNotEmpty()
  @MaxLength(4_000)
  place: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The file that lies there, by its path within the version. Of several places of one file one that has it is enough; left out, the place is all there is.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(1_000)
  path?: string | null;

  @Field(() => ReachAnswer, { description: 'Whether it is there.' })
  @IsIn(Object.values(ReachAnswer))
  answer: ReachAnswer;

  @Field(() => String, { description: 'What was found, in words.' })
  @IsNotEmpty()
  @MaxLength(MAX_REASON)
  reason: string;
}

/** What `recordReachCheck` takes. */
@InputType({ description: 'What was found where a version says that its code and its files are.' })
export class RecordReachCheckInput {
  @RefField('The model version, by ref.')
  modelVersion: string;

  @Field(() => [ReachedPlaceInput], { description: 'Each place that was asked, at most 1,000.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  places: ReachedPlaceInput[];
}
