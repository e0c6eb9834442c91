import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsNotEmpty,
  IsOptional,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import { HasBeen } from '#platform/validation/constraints.js';
import { OptionalRefField, RefField } from '../fields/ref-field.js';
import { EvaluationMetric } from './evaluation-metric.js';

/** What `recordEvaluation` takes. */
@InputType({ description: 'What was measured of a version after it was registered.' })
export class RecordEvaluationInput {
  @RefField('The model version, by ref.')
  modelVersion: string;

  @Field(() => [EvaluationMetric], { description: 'What was measured, each key once.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @ArrayUnique((metric: EvaluationMetric) => metric.key, { message: 'metrics must hold each key once' })
  @ValidateNested({ each: true })
  metrics: EvaluationMetric[];

  @OptionalRefField('The dataset version it was measured on, by ref.')
  datasetVersion?: string | null;

  @Field(() => String, { nullable: true, description: 'The part of the data: `country=DE`; left out: all of it.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(200)
  slice?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was measured; now where left out.' })
  @IsOptional()
  @HasBeen()
  evaluatedAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'A note for people.' })
  @IsOptional()
  @MaxLength(10_000)
  note?: string | null;
}
