import { SYSTEM } from '#platform/auth/caller.js';
import type { SubgraphServices } from '#platform/federation/subgraph-definition.js';
import type { Ports } from '#platform/ports/ports.js';
import { VerificationError } from '#platform/verification/verification-error.js';
import { type ChainHead, continueChain } from '#platform/verification/verify-chain.js';
import { FOLLOWED_LEDGERS } from '../projection/followed-ledgers.js';
import type { LedgerHead } from '../projection/ledger-head.entity.js';
import { OtherHistory } from '../projection/other-history.js';
import { ProjectionRepository } from '../projection/projection.repository.js';
import { readLedger } from '../projection/read-ledger.js';

/** Events that are read and hashed at a time. */
const BATCH = 100;

/** What a renewal takes. */
export type RenewOptions = Pick<SubgraphServices, 'database' | 'ports'> & { readonly signal: AbortSignal };

/**
 * Empties the catalog because a ledger has another past than it had read, once the chain of every ledger was found to be
 * whole: what could not be projected again stays. Several processes may verify at once; whoever has the turn first
 * empties, and the others find another head and leave it.
 * @param head what was read of the ledger that has another past
 * @throws {OtherHistory} where a chain is broken. {PedigraphError} UNAVAILABLE where a subgraph does not answer.
 */
export async function renewCatalog(head: LedgerHead, { database, ports, signal }: RenewOptions): Promise<void> {
  for (const subgraph of FOLLOWED_LEDGERS) await verifyLedger(subgraph, head, { ports, signal });
  await database.transact(SYSTEM, async ({ manager }) => {
    const projection = new ProjectionRepository(manager);
    await projection.takeTurn();
    const now = await projection.headOf(head.subgraph);
    if (now.position === head.position && now.hash === head.hash) await projection.clear();
  });
}

/** Over the subgraph's own API: its database may be one that the catalog does not reach. */
async function verifyLedger(
  subgraph: string,
  { position }: LedgerHead,
  { ports, signal }: { readonly ports: Ports; readonly signal: AbortSignal },
): Promise<void> {
  let last: ChainHead = { position: 0, hash: null };
  for (;;) {
    signal.throwIfAborted();
    const { events } = await readLedger(ports, { subgraph, after: last.position, first: BATCH });
    try {
      for (const event of events) last = continueChain(`the ${subgraph} ledger`, last, event);
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error;
      throw new OtherHistory(position, `, and the catalog is not read anew, for a chain is broken: ${error.message}`);
    }
    if (events.length < BATCH) return;
  }
}
