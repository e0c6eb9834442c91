import {
  ArrayMaxSize,
  ArrayMinSize,
  IsNotEmpty,
  IsOptional,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { DateTime, SafeInt } from '#platform/scalars/scalars.js';
import { OptionalRefField } from '../fields/ref-field.js';

/** The most facts that one call takes. */
const MAX_AT_ONCE = 500;
const MAX_SAID = 2_000;
const MAX_NAME = 500;
const MAX_DIGESTS = 10;
const MAX_PART_DIGESTS = 100;

/** A text that a source need not say. */
function SaidField(description: string, most: number): PropertyDecorator {
  return (target, key) => {
    Field(() => String, { nullable: true, description })(target, key as string);
    IsOptional()(target, key);
    IsNotEmpty()(target, key);
    MaxLength(most)(target, key);
  };
}

/** Digests, each with its algorithm before it. */
function DigestsField(description: string, most: number): PropertyDecorator {
  return (target, key) => {
    Field(() => [String], { defaultValue: [], description })(target, key as string);
    ArrayMaxSize(most)(target, key);
    MaxLength(MAX_NAME, { each: true })(target, key);
    Matches(/^[a-z0-9][a-z0-9.-]*:\S+$/, {
      each: true,
      message:
        'each of $property must be an algorithm, a colon and a digest, such as md5:d8e8fca2dc0f896fd7cb4cb0031ba249',
    })(target, key);
  };
}

/** That one version or run is in a source. */
@InputType({ description: 'That one version or one run is in a source, and what the source says of it.' })
export class RecordSourceInput {
  @OptionalRefField('The model version, by ref. One of this, `datasetVersion` and `run` is given.')
  modelVersion?: string | null;

  @OptionalRefField('The dataset version, by ref.')
  datasetVersion?: string | null;

  @Field(() => ID, { nullable: true, description: 'The run, by id.' })
  @IsOptional()
  @IsUUID('all', { message: 'run must be the id of a run' })
  run?: string | null;

  @Field(() => String, { description: 'The tool that recorded it there: `mlflow`, `dvc`, `gto`, `git-lfs`.' })
  @IsNotEmpty()
  @MaxLength(100)
  tool: string;

  @Field(() => String, { description: 'The source; user and password in it are not stored.' })
  @IsNotEmpty()
  @MaxLength(MAX_SAID)
  location: string;

  @Field(() => String, {
    description: 'Where in the source, in the words of the tool: an id, a tag, a path at a commit.',
  })
  @IsNotEmpty()
  @MaxLength(MAX_SAID)
  externalId: string;

  @SaidField('An id that nothing else has in any source: a UUID with the tool before it, `mlflow:…`.', MAX_NAME)
  globalId?: string | null;

  @SaidField('What it is called there.', MAX_NAME)
  name?: string | null;

  @SaidField('The number of the version there.', MAX_NAME)
  number?: string | null;

  @Field(() => SafeInt, { nullable: true, description: 'The size of its content in bytes.' })
  @IsOptional()
  @Min(0, { message: 'sizeBytes must not be negative' })
  sizeBytes?: number | null;

  @SaidField('The Git repository that has it, or its code; user and password in it are not stored.', MAX_SAID)
  repository?: string | null;

  @SaidField('The commit that has it, or its code: in full.', 64)
  commit?: string | null;

  @SaidField('Its path in the repository.', MAX_SAID)
  path?: string | null;

  @DigestsField(
    `Digests of its whole content, at most ${MAX_DIGESTS}, each under its algorithm: \`sha256:…\`, \`md5:…\`. What has one of them in another source is the same version.`,
    MAX_DIGESTS,
  )
  digests: string[];

  @DigestsField(
    `Digests of parts of its content, at most ${MAX_PART_DIGESTS}: of its files, of a sample. What has one of them in another source is a candidate.`,
    MAX_PART_DIGESTS,
  )
  partDigests: string[];

  @Field(() => DateTime, { nullable: true, description: 'When it was made there.' })
  createdElsewhereAt?: Date | null;
}

/** What `recordSources` takes. */
@InputType({ description: 'Which versions and runs are in which sources.' })
export class RecordSourcesInput {
  @Field(() => [RecordSourceInput], {
    description: `The facts, 1 to ${MAX_AT_ONCE}: all of them are recorded, or none.`,
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_AT_ONCE)
  @ValidateNested({ each: true })
  sources: RecordSourceInput[];
}
