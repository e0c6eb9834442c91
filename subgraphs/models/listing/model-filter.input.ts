import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';
import { NamedThingFilter } from '#values/named-thing-filter.js';

/** Which models `models` lists. */
@InputType({ description: 'Which models a list holds: those that meet every condition.' })
export class ModelFilter extends NamedThingFilter {
  @Field(() => String, {
    nullable: true,
    description:
      'Each of these words stands somewhere in what it is named and called, or in its description; case does not count.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  query?: string | null;

  @Field(() => String, { nullable: true, description: 'It has this alias now: `production`.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  hasAlias?: string | null;

  @Field(() => String, { nullable: true, description: 'This is one of its owners.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  owner?: string | null;
}
