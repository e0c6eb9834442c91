import { ArrayMaxSize, ArrayNotEmpty, IsNotEmpty, IsOptional, MaxLength, Min, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { JsonObject, SafeInt } from '#platform/scalars/scalars.js';
import { IsName, IsVersion, MAX_REF, MaxJsonBytes } from '#platform/validation/constraints.js';
import { ArtifactInput } from './artifact.js';
import { Column, ColumnLineage, Split } from './dataset-parts.js';
import { ExternalDatasetInput, ExternalDigest } from './external-dataset.js';

/** What `registerDatasetVersion` takes. */
@InputType({ description: 'A dataset version to register. The same content again is the same version.' })
export class RegisterDatasetVersionInput {
  @Field(() => String, { description: 'The dataset: `namespace/name`; made if it is new.' })
  @IsName()
  dataset: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The version to register under; derived where left out. It is at least the derived one, or goes on with an older line: 1.4.1 beside 2.0.0 where it is no more than a PATCH of the highest 1.4.x, 1.5.0 where it is no more than a MINOR of the highest 1.x. The first one is any.',
  })
  @IsOptional()
  @IsVersion()
  version?: string | null;

  @Field(() => [ArtifactInput], {
    defaultValue: [],
    description: 'Its files; a file without a digest is honest, but not pinned.',
  })
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  files: ArtifactInput[];

  @Field(() => [Column], { defaultValue: [], description: 'Its columns, in their order.' })
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  schema: Column[];

  @Field(() => SafeInt, { nullable: true, description: 'How many rows it has.' })
  @IsOptional()
  @Min(0, { message: 'rowCount must not be negative' })
  rowCount?: number | null;

  @Field(() => String, { nullable: true, description: 'Its licence, best as an SPDX identifier.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(500)
  license?: string | null;

  @Field(() => JsonObject, { nullable: true, description: 'Statistics: any JSON object up to 1 MB.' })
  @IsOptional()
  @MaxJsonBytes(1_000_000)
  statistics?: object | null;

  @Field(() => [Split], { defaultValue: [], description: 'Its named parts.' })
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  splits: Split[];

  @Field(() => [String], { defaultValue: [], description: 'The dataset versions it was made from, by ref.' })
  @ArrayMaxSize(1_000)
  @MaxLength(MAX_REF, { each: true })
  derivedFrom: string[];

  @Field(() => [ColumnLineage], {
    nullable: true,
    description:
      'Which of its columns were made from which columns of what `derivedFrom` names. Of a source that is named here all is told: a column that is not named came from none of its columns.',
  })
  @IsOptional()
  @ArrayNotEmpty({ message: 'columnLineage must name at least one column; leave it out where it is not known' })
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  columnLineage?: ColumnLineage[] | null;

  @Field(() => ExternalDigest, {
    nullable: true,
    description: 'Its digest in the tool it comes from; content of another one is another version.',
  })
  @IsOptional()
  @ValidateNested()
  externalDigest?: ExternalDigest | null;

  @Field(() => ExternalDatasetInput, {
    nullable: true,
    description: 'What the tool it comes from says of it, which comes back as it was given.',
  })
  @IsOptional()
  @ValidateNested()
  external?: ExternalDatasetInput | null;

  @Field(() => String, { nullable: true, description: 'Where people can read about it.' })
  @IsOptional()
  @MaxLength(4_000)
  source?: string | null;

  @Field(() => String, { nullable: true, description: 'A sentence for people.' })
  @IsOptional()
  @MaxLength(10_000)
  description?: string | null;
}
