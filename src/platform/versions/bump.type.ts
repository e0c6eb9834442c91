import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import type { Bump, BumpLevel } from './derive-version.js';

/** The levels as a GraphQL enum. */
export const BumpLevelEnum = { INITIAL: 'INITIAL', MAJOR: 'MAJOR', MINOR: 'MINOR', PATCH: 'PATCH' } as const;

registerEnumType(BumpLevelEnum, {
  name: 'BumpLevel',
  description: 'How far a version number moves.',
  valuesConfig: {
    INITIAL: { description: 'The first version of a name: 1.0.0.' },
    MAJOR: { description: 'What rests on the version before may have to change.' },
    MINOR: { description: 'New content of the same shape.' },
    PATCH: { description: 'Everything else.' },
  },
});

/** A version number's move, with its reasons. */
@Directive('@shareable')
@ObjectType('Bump', { description: 'How far the version number moved, and why.', simpleResolvers: true })
export class BumpType implements Bump {
  @Field(() => BumpLevelEnum, { description: 'The level.' })
  level: BumpLevel;

  @Field(() => [String], { description: 'What changed, in sentences.' })
  reasons: readonly string[];
}
