import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { FOLLOWED_LEDGERS } from '../../subgraphs/catalog/projection/followed-ledgers.js';
import { rebuildCatalog } from '../../subgraphs/catalog/projection/rebuild-catalog.js';
import type { Config } from '../platform/config/config.js';
import { openInProcessGraph } from './open-in-process-graph.js';
import { openStore } from './open-store.js';

/** How far a rebuild is, in events. */
export interface RebuildProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Empties the catalog and projects it anew from the ledgers. Servers on the same store may go on: whoever projects
 * holds the turn, so nothing is projected twice, and until it is level their answers say that they are not complete.
 * @returns how many events were projected
 */
export async function rebuildProjection(
  config: Config,
  logger: Logger,
  onProgress: (progress: RebuildProgress) => void,
): Promise<number> {
  await using store = await openStore(config, { logger });
  const { timeouts, database: databaseSettings } = config;
  await using graph = await openInProcessGraph({ databaseUrlOf: () => store.url, timeouts, databaseSettings, logger });
  const catalog = graph.subgraphs.get('catalog')!.database;
  await rebuildCatalog(catalog);
  for (;;) {
    const total = await sumOf(FOLLOWED_LEDGERS.map((name) => eventsIn(name, graph)));
    const [{ done }] = await catalog.manager.query<[{ done: number }]>(
      'SELECT coalesce(sum(position), 0)::int AS done FROM projection',
    );
    onProgress({ done, total });
    if (done >= total) return done;
    await pause(100);
  }
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
