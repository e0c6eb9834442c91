import { ArrayMaxSize, IsNotEmpty, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IsNamespace } from '#platform/validation/constraints.js';
import { ArchivedFilter } from './archived-filter.js';
import { MAX_DISPLAY_NAME } from './display-name.type.js';
import { TagCondition } from './tag-condition.input.js';
import { tagConditionSql } from './tag-condition-sql.js';

/** Which of the things that have a namespace, a display name and tags a list holds. */
@InputType()
export abstract class NamedThingFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Of this namespace itself, without those below it; empty for those without a namespace.',
  })
  @IsOptional()
  @IsNamespace()
  namespace?: string | null;

  @Field(() => String, { nullable: true, description: 'That are called so now.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_DISPLAY_NAME)
  displayName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Whose display name is like this: `%` is any text and `_` any character; case counts.',
  })
  @IsOptional()
  @MaxLength(MAX_DISPLAY_NAME)
  displayNameLike?: string | null;

  @Field(() => String, { nullable: true, description: 'The same where case does not count.' })
  @IsOptional()
  @MaxLength(MAX_DISPLAY_NAME)
  displayNameILike?: string | null;

  @Field(() => [TagCondition], { defaultValue: [], description: 'Conditions on their tags, at most 100.' })
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  tags: TagCondition[];

  @Field(() => ArchivedFilter, { defaultValue: ArchivedFilter.ACTIVE, description: 'Archived ones or not.' })
  archived: ArchivedFilter;
}

/** SQL of what a thing is now. */
export interface NamedThingSql {
  readonly namespace: string;
  readonly displayName: string;
  readonly isArchived: string;
  /** The value of the tag with that key, itself SQL; NULL where there is none. */
  readonly tag: (key: string) => string;
}

/**
 * The conditions of a filter, all of which hold.
 * @param parameter adds a parameter to the statement and returns its place, such as `$3`
 * @throws {PedigraphError} BAD_USER_INPUT for a condition without a value.
 */
export function namedThingConditions(
  { namespace, displayName, displayNameLike, displayNameILike, tags, archived }: NamedThingFilter,
  now: NamedThingSql,
  parameter: (value: string) => string,
): string[] {
  return [
    ...(archived === 'ALL' ? [] : [archived === 'ACTIVE' ? `NOT ${now.isArchived}` : now.isArchived]),
    ...(namespace == null ? [] : [`${now.namespace} = ${parameter(namespace)}`]),
    ...(displayName == null ? [] : [`${now.displayName} = ${parameter(displayName)}`]),
    // No character escapes another, as in MLflow's database.
    ...(displayNameLike == null ? [] : [`${now.displayName} LIKE ${parameter(displayNameLike)} ESCAPE ''`]),
    ...(displayNameILike == null ? [] : [`${now.displayName} ILIKE ${parameter(displayNameILike)} ESCAPE ''`]),
    ...tags.map((tag) => tagConditionSql(tag, now.tag(parameter(tag.key)), parameter)),
  ];
}
