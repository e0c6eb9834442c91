import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType, registerEnumType } from 'type-graphql';

/** How the value of a tag is compared. */
export const TagOperator = {
  EQ: 'EQ',
  NE: 'NE',
  LIKE: 'LIKE',
  ILIKE: 'ILIKE',
  IS_NULL: 'IS_NULL',
  IS_NOT_NULL: 'IS_NOT_NULL',
} as const;
export type TagOperator = keyof typeof TagOperator;

registerEnumType(TagOperator, {
  name: 'TagOperator',
  description: 'How the value of a tag is compared. Only IS_NULL finds what does not have the tag.',
  valuesConfig: {
    EQ: { description: 'It is the value.' },
    NE: { description: 'It is there and another value.' },
    LIKE: { description: 'It is like the pattern: `%` is any text and `_` any character; case counts.' },
    ILIKE: { description: 'The same where case does not count.' },
    IS_NULL: { description: 'There is no such tag.' },
    IS_NOT_NULL: { description: 'There is such a tag, whatever its value.' },
  },
});

/** A condition on a tag. */
@InputType({ description: 'A condition on a tag.' })
export class TagCondition {
  @Field(() => String, { description: 'The key of the tag.' })
  @IsNotEmpty()
  @MaxLength(250)
  key: string;

  @Field(() => TagOperator, { defaultValue: TagOperator.EQ, description: 'How its value is compared.' })
  operator: TagOperator;

  @Field(() => String, {
    nullable: true,
    description: 'What it is compared with: the value, or a pattern of LIKE and ILIKE. Of no use to the operators IS_…',
  })
  @IsOptional()
  @MaxLength(8_000)
  value?: string | null;
}
