import { SYSTEM } from '#platform/auth/caller.js';
import type { Database } from '#platform/database/database.js';
import type { LedgerEvent } from '#platform/ledger/ledger-event.js';
import { InsightCountsRepository } from '../insight/insight-counts.repository.js';
import { LedgerEntryRepository } from '../ledger/ledger-entry.repository.js';
import { LineageRepository } from '../lineage/lineage.repository.js';
import { lineageRowsOf } from '../lineage/lineage-facts.js';
import { NodeHistoryRepository } from '../node-history/node-history.repository.js';
import { readNodeChanges } from '../node-history/read-node-changes.js';
import type { LedgerHead } from '../projection/ledger-head.entity.js';
import { LedgerFault } from '../projection/other-history.js';
import { ProjectionRepository } from '../projection/projection.repository.js';
import { RegistryRepository } from '../registry/registry.repository.js';
import { registryFactsOf } from '../registry/registry-facts.js';
import { readSearchChanges } from '../search/projection/read-search-changes.js';
import { SearchRepository } from '../search/projection/search.repository.js';
import { UnknownEventRepository } from '../unknown-event/unknown-event.repository.js';
import { unknownEventsOf } from '../unknown-event/unknown-events-of.js';

/**
 * Projects the events that follow `head`, together with the head they lead to: both are stored, or neither.
 *
 * That is what makes it exactly once. Whoever projects holds the turn, and looks under it whether the head still
 * stands where it was when the events were asked for; where another projector was faster, or the catalog was emptied
 * meanwhile, nothing is written and the answer is false: read again from the new head.
 * @throws {LedgerFault} where the events do not continue the ledger that was read so far.
 */
export async function projectEvents(
  head: LedgerHead,
  events: readonly LedgerEvent[],
  database: Database,
): Promise<boolean> {
  const last = continuationOf(head, events);
  const registry = registryFactsOf(events);
  const search = readSearchChanges(events);
  const { subgraph } = head;
  const { nodes, edges } = lineageRowsOf(subgraph, events);
  const nodeChanges = readNodeChanges(events);
  const unknown = unknownEventsOf(subgraph, events);

  return database.transact(SYSTEM, async ({ manager }) => {
    const projection = new ProjectionRepository(manager);
    await projection.takeTurn();
    const now = await projection.headOf(subgraph);
    if (now.position !== head.position || now.hash !== head.hash) return false;
    const lineage = new LineageRepository(manager);
    // Each writes tables of its own, so that their statements need not wait for one another.
    await allDone([
      new LedgerEntryRepository(manager).insert(subgraph, events),
      lineage.addNodes(nodes).then(() => lineage.addEdges(edges)),
      new NodeHistoryRepository(manager).apply(nodeChanges),
      // What is counted is read from the facts.
      new RegistryRepository(manager).apply(registry).then(() => new InsightCountsRepository(manager).apply(registry)),
      new SearchRepository(manager).apply(search),
      new UnknownEventRepository(manager).add(unknown),
      projection.advance({ subgraph, position: last.position, hash: last.hash, server: head.server ?? null }),
    ]);
    return true;
  });
}

/** Waits for all, also where one fails: what is still to come would be sent behind the end of the transaction. */
async function allDone(writes: readonly Promise<void>[]): Promise<void> {
  for (const write of await Promise.allSettled(writes)) if (write.status === 'rejected') throw write.reason;
}

/** Another database behind the same name would continue where nobody left off. */
function continuationOf(head: LedgerHead, events: readonly LedgerEvent[]): LedgerEvent {
  let { position, hash } = head;
  for (const event of events) {
    if (event.position !== position + 1 || event.previousHash !== hash) {
      throw new LedgerFault(
        `the event at position ${event.position} does not continue the one at position ${position} that the catalog has read: find out why the ledger is another than before, then rebuild the catalog`,
      );
    }
    ({ position, hash } = event);
  }
  const last = events.at(-1);
  if (last === undefined) throw new TypeError('a batch has at least one event');
  return last;
}
