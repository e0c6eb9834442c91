import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql';
import { validate as isUuid } from 'uuid';
import type { LedgerEventType } from '#events/ledger-events.js';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { JsonObject } from '#platform/scalars/scalars.js';
import { LedgerEventTypeEnum } from '../ledger/ledger-event-type.js';
import { createNodesByName } from '../lineage/find-root.js';
import { LineageQueryRepository } from '../lineage/lineage-query.repository.js';
import { readPositions, untilThere } from '../projection/at-least.js';
import type { SearchContext } from '../search/search.context.js';
import { SearchKind } from '../search/search.enums.js';
import { findNewest } from '../search/search-catalog.js';
import { headsWatch } from './heads-watch.js';
import { LedgerStreamRepository } from './ledger-stream.repository.js';
import { ledgerUpdates } from './ledger-updates.js';
import { LedgerUpdate, SearchChange } from './live.types.js';
import { MAX_FOLLOWED, searchChanges } from './search-changes.js';

interface LedgerEventsArgs {
  readonly subject?: string | null;
  readonly types?: readonly LedgerEventType[] | null;
  readonly after?: object | null;
}

interface SearchChangesArgs {
  readonly query: string;
  readonly kinds?: SearchKind[] | null;
  readonly known?: readonly string[] | null;
}

/** What clients subscribe to. */
@Resolver()
export class LiveResolver {
  @Subscription(() => LedgerUpdate, {
    description:
      'Every ledger event that you may see, as it happens: each once, the events of one ledger in their order. To resume after a break, pass the `positions` of the last event received as `after`: nothing is missed and nothing is sent twice. It ends with CONFLICT where the catalog reads a ledger anew behind what was sent, as after a failover or a restore: then the past may be another one.',
    subscribe: ({ args, context }: { args: LedgerEventsArgs; context: SearchContext }) => followLedger(args, context),
  })
  @FiltersItself('events of what is hidden are left out')
  ledgerEvents(
    @Root() update: LedgerUpdate,
    @Arg('subject', () => String, {
      nullable: true,
      description: 'Only what happens to this ref or name: `fraud/detector@1.4.0`.',
    })
    _subject: string | null,
    @Arg('types', () => [LedgerEventTypeEnum], {
      nullable: true,
      description: 'Only what happens in one of these ways.',
    })
    _types: LedgerEventType[] | null,
    @Arg('after', () => JsonObject, {
      nullable: true,
      description:
        'Begin behind these positions, such as `{"models": 17}`; 0 is the beginning. Of a ledger that is not named, and where this is left out, only future events are sent. TIMEOUT where the catalog has not read so far within 4 seconds; the message says so where the ledger itself ends before.',
    })
    _after: object | null,
  ): LedgerUpdate {
    return update;
  }

  @Subscription(() => SearchChange, {
    description: `What enters and leaves the results of a search, as it happens; of a search that finds at most ${MAX_FOLLOWED} things.`,
    subscribe: ({ args, context }: { args: SearchChangesArgs; context: SearchContext }) => followSearch(args, context),
  })
  @FiltersItself('what is hidden is in no change')
  searchChanges(
    @Root() change: SearchChange,
    @Arg('query', () => String, { description: 'What to look for, in the grammar of docs/search.md.' }) _query: string,
    @Arg('kinds', () => [SearchKind], {
      nullable: true,
      description: 'What kinds of things; every kind where left out.',
    })
    _kinds: SearchKind[] | null,
    @Arg('known', () => [ID], {
      nullable: true,
      description:
        'The ids of the results known before a break: the difference to them is sent first. Where left out, only changes from now on are sent.',
    })
    _known: string[] | null,
  ): SearchChange {
    return change;
  }
}

async function followLedger({ subject, types, after }: LedgerEventsArgs, context: SearchContext) {
  const { caller, database, signal } = context;
  const positions = after == null ? {} : readPositions('after', after);
  await untilThere('after', positions, (head, position) => head.position >= position, context);
  return ledgerUpdates({
    filter: { subject: subject ?? null, types: types ?? null },
    caller,
    after: positions,
    watch: headsWatch(database.source),
    stream: new LedgerStreamRepository(database.manager),
    signal,
  });
}

async function followSearch({ query, kinds, known }: SearchChangesArgs, context: SearchContext) {
  const { caller, database, ports, searches, signal } = context;
  const wrong = known?.find((id) => !isUuid(id));
  if (wrong !== undefined || (known?.length ?? 0) > MAX_FOLLOWED) {
    throw new PedigraphError('BAD_USER_INPUT', `known must be the ids of at most ${MAX_FOLLOWED} results.`);
  }
  const lineage = new LineageQueryRepository(database.manager, caller);
  // Refs in the query are looked up at each turn: an alias may have moved.
  const find = () =>
    findNewest(
      { query, kinds: kinds ?? null, limit: MAX_FOLLOWED + 1 },
      { searches, loaders: { nodesByName: createNodesByName(lineage, ports) } },
    );
  await find(); // what is wrong with the query is reported before anything else
  return searchChanges({
    find,
    known: known == null ? null : await searches.kindsOf(known),
    watch: headsWatch(database.source),
    signal,
  });
}
