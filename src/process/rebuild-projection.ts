import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '#platform/config/config.js';
import { readStore } from '#platform/verification/store-reader.js';
import { verifyChain } from '#platform/verification/verify-chain.js';
import { FOLLOWED_LEDGERS } from '#subgraphs/catalog/projection/followed-ledgers.js';
import { rebuildCatalog } from '#subgraphs/catalog/projection/rebuild-catalog.js';
import { openInProcessGraph } from './open-in-process-graph.js';
import { openStore } from './open-store.js';

/** How far a rebuild is, in events. */
export interface RebuildProgress {
  readonly done: number;
  readonly total: number;
}

/** Looks without progress after which a catalog that says it is not ready will not get any further. */
const PATIENCE = 100;

/**
 * Empties the catalog and projects it anew from the ledgers, once the chain of each was found to be whole: what could not
 * be projected again stays. Servers on the same store may go on: whoever projects holds the turn, so nothing is projected
 * twice, and until it is level their answers say that they are not complete.
 * @param durable see `SubgraphOptions`
 * @throws {VerificationError} for the first event that is not the one that was written; then nothing was emptied.
 * @throws {PedigraphError} UNAVAILABLE with the reason where a ledger can be followed no further.
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
  const databaseUrlOf = () => store.url;
  await using graph = await openInProcessGraph({ databaseUrlOf, timeouts, databaseSettings, logger, durable });
  await verifyLedgers(store.url);
  const catalog = graph.subgraphs.get('catalog')!;
  await rebuildCatalog(catalog.database);
  for (let [looks, last] = [0, -1]; ; looks++) {
    const total = await sumOf(FOLLOWED_LEDGERS.map((name) => eventsIn(name, graph)));
    const [{ done }] = await catalog.database.manager.query<[{ done: number }]>(
      'SELECT coalesce(sum(position), 0)::int AS done FROM projection',
    );
    onProgress({ done, total });
    if (done >= total) return done;
    if (done > last) looks = 0;
    if (looks > PATIENCE) await catalog.ready();
    last = done;
    await pause(100);
  }
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
