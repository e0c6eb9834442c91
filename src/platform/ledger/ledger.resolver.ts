import { type GraphQLResolveInfo, Kind } from 'graphql';
import { Arg, Ctx, Directive, Info, Int, Query, Resolver } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../auth/caller.js';
import { FiltersItself } from '../auth/filters-itself.js';
import { refuseWithoutSight } from '../auth/refuse-without-sight.js';
import { SafeInt } from '../scalars/scalars.js';
import { LedgerEvent } from './ledger-event.js';
import { LedgerServer } from './ledger-server.js';
import { MAX_EVENTS, readEvents } from './read-events.js';
import { readLedgerServer } from './read-ledger-server.js';

/** What the resolver needs of a request's context. */
interface LedgerContext {
  readonly caller: Caller;
  readonly database: { readonly manager: EntityManager };
}

/** What of an event names nothing: where it stands, when it was written, and its hash. */
const NAMELESS: ReadonlySet<string> = new Set(['position', 'at', 'hash', '__typename']);

/** Lets the catalog follow a subgraph's ledger over the subgraph's own API. Not part of the public one. */
@Resolver(() => LedgerEvent)
export class LedgerResolver {
  @Query(() => [LedgerEvent], { description: 'Events behind a position, in order. Internal to the system.' })
  @Directive('@inaccessible')
  @Directive('@shareable')
  @FiltersItself('positions, moments and hashes are for everybody, all else for whoever may see everything')
  ledgerEvents(
    @Arg('after', () => SafeInt, { description: 'The position of the last event known; 0 for none.' }) after: number,
    @Arg('first', () => Int, { description: `How many events at most, up to ${MAX_EVENTS}.` }) first: number,
    @Ctx() context: LedgerContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LedgerEvent[]> {
    if (!asksForPlaces(info)) refuseWithoutSight(context.caller);
    return readEvents(context.database.manager, after, first);
  }

  @Query(() => LedgerServer, { description: 'The database that keeps this ledger. Internal to the system.' })
  @Directive('@inaccessible')
  @Directive('@shareable')
  @FiltersItself('it names nothing')
  ledgerServer(@Ctx() context: LedgerContext): Promise<LedgerServer> {
    return readLedgerServer(context.database.manager);
  }
}

/** Whether nothing that names anything is asked of the events. */
function asksForPlaces({ fieldNodes }: GraphQLResolveInfo): boolean {
  const selections = fieldNodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
  return selections.every((selection) => selection.kind === Kind.FIELD && NAMELESS.has(selection.name.value));
}
