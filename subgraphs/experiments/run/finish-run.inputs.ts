import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import { HasBeen, MAX_REF } from '#platform/validation/constraints.js';
import { ArtifactInput } from '#values/artifact.js';
import { RunEndStatus } from '#values/run-status.js';

/** What `finishRun` takes. */
@InputType({ description: 'A run to end, and how it ended.' })
export class FinishRunInput {
  @Field(() => ID, { description: 'The run.' })
  @MaxLength(MAX_REF)
  run: string;

  @Field(() => RunEndStatus, { description: 'How it ended.' })
  status: RunEndStatus;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; now where left out.' })
  @IsOptional()
  @HasBeen()
  endedAt?: Date | null;

  @Field(() => [ArtifactInput], { defaultValue: [], description: 'The files it left behind.' })
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  artifacts: ArtifactInput[];
}
