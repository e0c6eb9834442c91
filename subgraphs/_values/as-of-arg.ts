import { Arg } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';

/** The argument `asOf` of a field: the moment that it answers for. */
export function AsOfArg(): ReturnType<typeof Arg> {
  return Arg('asOf', () => DateTime, { nullable: true, description: 'As it was at this moment; now where left out.' });
}
