import { ArrayMaxSize, ArrayUnique, IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { DateTime, JsonObject } from '#platform/scalars/scalars.js';
import { HasBeen, IsName, IsNamespace, IsTags } from '#platform/validation/constraints.js';
import { OptionalDisplayNameField } from '../fields/display-name-field.js';

/** What `createModel` takes. */
@InputType({
  description:
    'A model that has no version yet: by `name`, or by `namespace` and `displayName`, which give it its name.',
})
export class CreateModelInput {
  @Field(() => String, { nullable: true, description: 'Its name: `namespace/name`.' })
  @IsOptional()
  @IsName()
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'In place of `name`: the namespace in which its name is derived from `displayName`; the empty text is none.',
  })
  @IsOptional()
  @IsNamespace()
  namespace?: string | null;

  @OptionalDisplayNameField(
    'What people and other tools call it: any text. No two models of a namespace that are not archived are called the same. Its name where left out.',
  )
  displayName?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is, in a sentence or more.' })
  @IsOptional()
  @MaxLength(10_000)
  description?: string | null;

  @Field(() => JsonObject, { nullable: true, description: 'Tags, by key: `{ "team": "risk" }`.' })
  @IsOptional()
  @IsTags()
  tags?: Record<string, string> | null;

  @Field(() => [String], { defaultValue: [], description: 'Who answers for it: people or teams.' })
  @ArrayMaxSize(100)
  @ArrayUnique({ message: 'owners must name each owner once' })
  @IsNotEmpty({ each: true })
  @MaxLength(200, { each: true })
  owners: string[];

  @Field(() => DateTime, { nullable: true, description: 'When it was made in the tool it comes from.' })
  @IsOptional()
  @HasBeen()
  createdElsewhereAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'Who made it there.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(500)
  createdElsewhereBy?: string | null;
}
