import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IsNamespace } from '#platform/validation/constraints.js';
import { ArchivedFilter } from '#values/archived-filter.js';
import { MAX_DISPLAY_NAME } from '#values/display-name.type.js';
import { TagCondition } from '#values/tag-condition.input.js';

/** Which models `models` lists. */
@InputType({ description: 'Which models to list: those that meet all of it.' })
export class ModelFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Of this namespace, and of none below it: `fraud`; empty is of none.',
  })
  @IsOptional()
  @IsNamespace()
  namespace?: string | null;

  @Field(() => String, { nullable: true, description: 'Called so now.' })
  @IsOptional()
  @MaxLength(MAX_DISPLAY_NAME)
  displayName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Called like this pattern now: `%` is any text and `_` any character; case counts.',
  })
  @IsOptional()
  @MaxLength(MAX_DISPLAY_NAME)
  displayNameLike?: string | null;

  @Field(() => String, { nullable: true, description: 'The same where case does not count.' })
  @IsOptional()
  @MaxLength(MAX_DISPLAY_NAME)
  displayNameILike?: string | null;

  @Field(() => [TagCondition], { defaultValue: [], description: 'Conditions on its tags, at most 100.' })
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  tags: TagCondition[];

  @Field(() => ArchivedFilter, { defaultValue: 'ACTIVE', description: 'Whether it is archived.' })
  archived: ArchivedFilter;
}
