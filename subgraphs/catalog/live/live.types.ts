import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { LedgerPositions } from '#platform/ledger/ledger-positions.js';
import { JsonObject } from '#platform/scalars/scalars.js';
import { LedgerEntry } from '../ledger/ledger-entry.entity.js';
import { type SearchResult, SearchResultUnion } from '../search/search.type.js';

/** An event as it comes. */
@ObjectType({ description: 'A ledger event, sent as it happens.', simpleResolvers: true })
export class LedgerUpdate {
  @Field(() => LedgerEntry, { description: 'What was written.' })
  event: LedgerEntry;

  @Field(() => JsonObject, {
    description:
      'The position in each ledger up to which this stream has been sent: pass it as `after` to continue behind this event.',
  })
  positions: LedgerPositions;
}

/** What became of a result of a saved search. */
export const SearchTransition = { ENTERED: 'ENTERED', LEFT: 'LEFT' } as const;
export type SearchTransition = keyof typeof SearchTransition;

registerEnumType(SearchTransition, {
  name: 'SearchTransition',
  description: 'What became of a result of a saved search.',
  valuesConfig: {
    ENTERED: { description: 'It was not among the results, and is now.' },
    LEFT: { description: 'It was among the results, and is no longer.' },
  },
});

/** A change of what a saved search finds. */
@ObjectType({ description: 'A change of what a saved search finds.', simpleResolvers: true })
export class SearchChange {
  @Field(() => SearchTransition, { description: 'Whether it entered or left.' })
  transition: SearchTransition;

  @Field(() => ID, { description: 'The id of what entered or left; keep it for `known`.' })
  id: string;

  @Field(() => SearchResultUnion, { nullable: true, description: 'What entered or left.' })
  node: SearchResult;

  @Field(() => JsonObject, { description: 'How far the catalog had read the ledgers.' })
  positions: LedgerPositions;
}
