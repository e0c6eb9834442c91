import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { SYSTEM } from '#platform/auth/caller.js';
import type { Config } from '#platform/config/config.js';
import { readStore } from '#platform/verification/store-reader.js';
import { verifyChain } from '#platform/verification/verify-chain.js';
import { FOLLOWED_LEDGERS } from '#subgraphs/catalog/projection/followed-ledgers.js';
import { rebuildCatalog } from '#subgraphs/catalog/projector/rebuild-catalog.js';
import { openInProcessGraph } from './open-in-process-graph.js';
import { openStore } from './open-store.js';

/** How far a rebuild is, in events. */
export interface RebuildProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Projects the catalog anew from the ledgers, once the chain of each was found to be whole. Servers on the same store
 * may go on: they answer from what there was until all of it is projected.
 * @param durable see `SubgraphOptions`
 * @throws {VerificationError} for the first event that is not the one that was written. {PedigraphError} UNAVAILABLE
 * where another process rebuilds it. Nothing has changed then.
 * @returns how many events were projected
 */
export async function rebuildProjection(
  config: Config,
  logger: Logger,
  onProgress: (progress: RebuildProgress) => void,
  durable?: boolean,
): Promise<number> {
  await using store = await openStore(config, { logger });
  const { timeouts, database: databaseSettings } = config;
  const urls = { databaseUrlOf: () => store.url, migrationUrlOf: () => store.migrationUrl };
  await using graph = await openInProcessGraph({ ...urls, timeouts, databaseSettings, logger, durable });
  await verifyLedgers(store.migrationUrl);
  const { database, createContext } = graph.subgraphs.get('catalog')!;
  const total = await sumOf(FOLLOWED_LEDGERS.map((name) => eventsIn(name, graph)));
  const { ports } = createContext({ caller: SYSTEM, requestId: randomUUID() });
  return await rebuildCatalog({
    database,
    ports,
    onEvents: (done) => onProgress({ done, total: Math.max(done, total) }),
  });
}

async function verifyLedgers(databaseUrl: string): Promise<void> {
  await readStore(databaseUrl, async (reader) => {
    for (const name of FOLLOWED_LEDGERS) {
      await verifyChain(reader, { name: `the ${name} ledger`, from: `${name}.ledger_event` });
    }
  });
}

async function eventsIn(name: string, { subgraphs }: Awaited<ReturnType<typeof openInProcessGraph>>): Promise<number> {
  const [row] = await subgraphs
    .get(name)!
    .database.manager.query<[{ last: number }]>('SELECT coalesce(max(position), 0)::int AS last FROM ledger_event');
  return row.last;
}

async function sumOf(counts: readonly Promise<number>[]): Promise<number> {
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}
