import { ArrayMaxSize, ArrayUnique, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { JsonObject } from '#platform/scalars/scalars.js';
import { IsTags } from '#platform/validation/constraints.js';

/** Tags to set and to remove. */
@InputType()
export abstract class TagsInput {
  @Field(() => JsonObject, { nullable: true, description: 'Tags to set, by key: `{ "reviewed": "yes" }`.' })
  @IsOptional()
  @IsTags()
  set?: Record<string, string> | null;

  @Field(() => [String], { defaultValue: [], description: 'Keys of tags to remove.' })
  @ArrayMaxSize(1_000)
  @ArrayUnique({ message: 'remove must name each key once' })
  @MaxLength(250, { each: true })
  remove: string[];
}

/**
 * The tags as a change has them: null where one is removed.
 * @throws {PedigraphError} BAD_USER_INPUT for a key that is both set and removed.
 */
export function valuesOf({ set, remove }: TagsInput): ReadonlyMap<string, string | null> {
  const tags = set ?? {};
  const both = remove.filter((key) => Object.hasOwn(tags, key));
  if (both.length > 0) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected each key in set or in remove, but ${both.join(', ')} is in both. Nothing was written.`,
    );
  }
  return new Map<string, string | null>([...Object.entries(tags), ...remove.map((key) => [key, null] as const)]);
}
