import { Arg } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';

/** The argument `effectiveAt` of a field with aliases: the moment in the world that it answers for. */
export function EffectiveAtArg(): ReturnType<typeof Arg> {
  return Arg('effectiveAt', () => DateTime, {
    nullable: true,
    description:
      'What pointed where at this moment: a move that comes from another tool counts from when it was made there (`movedElsewhereAt`), one that was made here from when it was recorded. With `asOf`, by what was recorded here until then.',
  });
}
