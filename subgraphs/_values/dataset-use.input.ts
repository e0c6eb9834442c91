import { IsNotEmpty, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { DatasetRole } from './dataset-role.js';

/** A dataset version to pin, and what it is used for. */
@InputType({ description: 'A dataset version to pin, and what it is used for.' })
export class DatasetUseInput {
  @Field(() => DatasetRole, { defaultValue: DatasetRole.TRAINING, description: 'What it is used for.' })
  role: DatasetRole;

  @Field(() => String, { description: 'The dataset version: `fraud/transactions@1.0.0`, `@latest` or `@sha256:…`.' })
  @IsNotEmpty()
  @MaxLength(300)
  ref: string;
}
