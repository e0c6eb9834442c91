import { Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, readPage } from '#platform/paging/page.js';
import { AtLeast, untilProjected } from '../projection/at-least.js';
import { LedgerHead } from '../projection/ledger-head.entity.js';
import { MAX_COUNTED } from '../projection/measure-lag.js';
import { readUnread } from '../projection/read-ledger.js';
import { UnknownEvents } from '../unknown-event/unknown-event.entity.js';
import { LedgerArgs } from './ledger.args.js';
import type { LedgerContext } from './ledger.context.js';
import { checkpointOf, LedgerCheckpoint } from './ledger-checkpoint.js';
import { LedgerEntry } from './ledger-entry.entity.js';
import { readLedgerHeads } from './read-ledger-heads.js';

const LedgerEntryConnection = connectionType('LedgerEntry', () => LedgerEntry);

/** The ledgers of all subgraphs, merged. */
@Resolver(() => LedgerHead)
export class CatalogLedgerResolver {
  @Query(() => LedgerEntryConnection, { description: 'Every write that is recorded, newest first.' })
  @FiltersItself('events of what is hidden are left out')
  async ledger(
    @Args(() => LedgerArgs) args: LedgerArgs,
    @AtLeast() atLeast: unknown,
    @Ctx() context: LedgerContext,
  ): Promise<Page<LedgerEntry>> {
    await untilProjected(atLeast, context);
    const { entries } = context;
    return readPage(
      args,
      (row) => row.id,
      (page) => entries.page(args, page),
      () => entries.count(args),
    );
  }

  @Query(() => LedgerCheckpoint, { description: 'All ledgers in one hash.' })
  @FiltersItself('it has hashes and positions alone')
  async ledgerCheckpoint(@Ctx() { projection, ports }: LedgerContext): Promise<LedgerCheckpoint> {
    return checkpointOf(await readLedgerHeads(await projection.heads(), ports));
  }

  @Query(() => [LedgerHead], { description: 'How far the catalog has read each ledger.' })
  @FiltersItself('it has positions alone')
  catalogStatus(@Ctx() { projection }: LedgerContext): Promise<LedgerHead[]> {
    return projection.heads();
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: `How many events the ledger holds that the catalog has not read, counted up to ${MAX_COUNTED}; null while the subgraph does not answer.`,
  })
  lagEvents(@Root() { subgraph, position }: LedgerHead, @Ctx() { ports }: LedgerContext): Promise<number | null> {
    return readUnread(ports, { subgraph, after: position, first: MAX_COUNTED }).then(
      ({ length }) => length,
      () => null,
    );
  }

  @FieldResolver(() => [UnknownEvents], {
    description: 'Events that the catalog read without knowing their type; none where all is as it should be.',
  })
  unknownEvents(@Root() { subgraph }: LedgerHead, @Ctx() { loaders }: LedgerContext): Promise<UnknownEvents[]> {
    return loaders.unknownEventsOf.load(subgraph);
  }
}
