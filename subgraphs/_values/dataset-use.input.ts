import { ArrayMaxSize, ArrayNotEmpty, IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
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

  @Field(() => [String], {
    nullable: true,
    description:
      'The columns of it that are read, by name; each has to be in its schema. Leave it out where that is not known: then it may be any of them.',
  })
  @IsOptional()
  @ArrayNotEmpty({ message: 'columns must name at least one column; leave it out where it is not known' })
  @ArrayMaxSize(10_000)
  @MaxLength(500, { each: true })
  columns?: string[] | null;
}
