import { ArrayMaxSize, ArrayUnique, IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { JsonObject } from '#platform/scalars/scalars.js';
import { IsName, IsTags } from '#platform/validation/constraints.js';
import { RefField } from '../fields/ref-field.js';

const SUBJECT = 'A model by name, or a model version by ref.';

/** What `setTags` takes. */
@InputType({ description: 'Tags to set and to remove; the others stay.' })
export class SetTagsInput {
  @RefField(SUBJECT)
  of: string;

  @Field(() => JsonObject, { nullable: true, description: 'Tags to set, by key: `{ "stage": "final" }`.' })
  @IsOptional()
  @IsTags()
  set?: Record<string, string> | null;

  @Field(() => [String], { defaultValue: [], description: 'Keys of tags to remove.' })
  @ArrayMaxSize(1_000)
  @ArrayUnique({ message: 'remove must name each key once' })
  @MaxLength(250, { each: true })
  remove: string[];
}

/** What `addNote` takes. */
@InputType({ description: 'A note.' })
export class AddNoteInput {
  @RefField(SUBJECT)
  of: string;

  @Field(() => String, { description: 'The text of the note.' })
  @IsNotEmpty()
  @MaxLength(10_000)
  text: string;
}

/** What `setDescription` takes. */
@InputType({ description: 'A description.' })
export class SetDescriptionInput {
  @RefField(SUBJECT)
  of: string;

  @Field(() => String, { nullable: true, description: 'What it is, in a sentence or more; null removes it.' })
  @IsOptional()
  @MaxLength(10_000)
  description: string | null;
}

/** What `setOwners` takes. */
@InputType({ description: 'The owners of a model.' })
export class SetOwnersInput {
  @Field(() => String, { description: 'The model, by name.' })
  @IsName()
  model: string;

  @Field(() => [String], { description: 'People or teams, by whatever names you use; replaces the whole list.' })
  @ArrayMaxSize(100)
  @ArrayUnique({ message: 'owners must name each owner once' })
  @IsNotEmpty({ each: true })
  @MaxLength(200, { each: true })
  owners: string[];
}
