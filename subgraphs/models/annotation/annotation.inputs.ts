import { ArrayMaxSize, ArrayUnique, IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { JsonObject } from '#platform/scalars/scalars.js';
import { IsName, IsTags, MAX_REF } from '#platform/validation/constraints.js';
import { Model } from '../model/model.entity.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';

/** What `setTags` takes. */
@InputType({ description: 'Tags to set and to take away; the others stay.' })
export class SetTagsInput {
  @Field(() => String, { description: 'A model by name, or a model version by ref.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  of: string;

  @Field(() => JsonObject, { nullable: true, description: 'Words to words.' })
  @IsOptional()
  @IsTags()
  set?: Record<string, string> | null;

  @Field(() => [String], { defaultValue: [], description: 'Keys to take away.' })
  @ArrayMaxSize(1_000)
  @ArrayUnique({ message: 'remove must name each key once' })
  @MaxLength(250, { each: true })
  remove: string[];
}

/** What `addNote` takes. */
@InputType({ description: 'A remark.' })
export class AddNoteInput {
  @Field(() => String, { description: 'A model by name, or a model version by ref.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  of: string;

  @Field(() => String, { description: 'The remark.' })
  @IsNotEmpty()
  @MaxLength(10_000)
  text: string;
}

/** What `setDescription` takes. */
@InputType({ description: 'A description.' })
export class SetDescriptionInput {
  @Field(() => String, { description: 'A model by name, or a model version by ref.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  of: string;

  @Field(() => String, { nullable: true, description: 'What it is, in words; null takes it away.' })
  @IsOptional()
  @MaxLength(10_000)
  description: string | null;
}

/** What `setOwners` takes. */
@InputType({ description: 'Who answers for a model.' })
export class SetOwnersInput {
  @Field(() => String, { description: 'The model.' })
  @IsName()
  model: string;

  @Field(() => [String], { description: 'People or teams, as you call them.' })
  @ArrayMaxSize(100)
  @ArrayUnique({ message: 'owners must name each owner once' })
  @IsNotEmpty({ each: true })
  @MaxLength(200, { each: true })
  owners: string[];
}

/** What was annotated. */
@ObjectType({ description: 'What was annotated, as it is now; one of the two is null.', simpleResolvers: true })
export class AnnotatePayload {
  @Field(() => Model, { nullable: true, description: 'The model.' })
  model: Model | null;

  @Field(() => ModelVersion, { nullable: true, description: 'The model version.' })
  modelVersion: ModelVersionRow | null;
}
