import { ArrayMaxSize, IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import { HasBeen } from '#platform/validation/constraints.js';
import { ArtifactInput } from '#values/artifact.js';
import { MetricInput } from '#values/metric.input.js';
import { RunEndStatus } from '#values/run-status.js';
import { StartRunInput } from './run.inputs.js';

/** What `registerRun` takes: a run that is over. */
@InputType({
  description:
    'A run that is over, to register whole. Without an `externalId` its content stands for it: the same code, parameters, inputs, metrics and files in the same experiment are the same run, whatever its name and times.',
})
export class RegisterRunInput extends StartRunInput {
  @Field(() => [MetricInput], { defaultValue: [], description: 'Every point it measured, at most 10,000.' })
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  metrics: MetricInput[];

  @Field(() => [ArtifactInput], { defaultValue: [], description: 'The files it left behind.' })
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  artifacts: ArtifactInput[];

  @Field(() => RunEndStatus, { defaultValue: RunEndStatus.FINISHED, description: 'How it ended.' })
  status: RunEndStatus;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; now where left out.' })
  @IsOptional()
  @HasBeen()
  endedAt?: Date | null;
}
