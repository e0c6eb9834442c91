import { Field, ObjectType, registerEnumType } from 'type-graphql';

/** The part of a ref that nothing is known by. */
export const RefPart = {
  FORM: 'FORM',
  NAME: 'NAME',
  VERSION: 'VERSION',
  ALIAS: 'ALIAS',
  DIGEST: 'DIGEST',
  COLUMN: 'COLUMN',
  ID: 'ID',
} as const;
export type RefPart = keyof typeof RefPart;

registerEnumType(RefPart, {
  name: 'RefPart',
  description: 'The part of a ref that nothing is known by.',
  valuesConfig: {
    FORM: { description: 'It is not a ref: it does not read `name@version`, nor is it an id.' },
    NAME: { description: 'There is nothing of this name.' },
    VERSION: { description: 'The name is known, and has no such version.' },
    ALIAS: { description: 'The name is known, and has no such alias.' },
    DIGEST: { description: 'The name is known, and has no version with this digest.' },
    COLUMN: { description: 'The dataset version is known, and nothing says that it read this column.' },
    ID: { description: 'There is nothing with this id.' },
  },
});

/** Whether a ref selects something, and if not, why. */
@ObjectType({ description: 'Whether a ref selects something, and if not, why.', simpleResolvers: true })
export class RefStatus {
  @Field(() => Boolean, { description: 'Whether it selects something.' })
  found: boolean;

  @Field(() => RefPart, { nullable: true, description: 'The part that is unknown; null where it selects something.' })
  unknown: RefPart | null;

  @Field(() => [String], { description: 'Refs that are known and spelled nearly so, the nearest first.' })
  nearest: readonly string[];

  @Field(() => String, { description: 'The same in a sentence.' })
  message: string;
}
