import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { DateTime, MetricValue, SafeInt } from '#platform/scalars/scalars.js';
import { HasBeen } from '#platform/validation/constraints.js';

/** A point to store. */
@InputType({ description: 'A measured value.' })
export class MetricInput {
  @Field(() => String, { description: 'What was measured: `auc`.' })
  @IsNotEmpty()
  @MaxLength(250)
  key: string;

  @Field(() => MetricValue, { description: 'The value.' })
  value: number;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'The step of training at which it was measured; 0 where left out.',
  })
  @IsOptional()
  step?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was measured; now where left out.' })
  @IsOptional()
  @HasBeen()
  timestamp?: Date | null;
}
