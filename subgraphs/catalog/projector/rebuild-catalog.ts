import { setTimeout as pause } from 'node:timers/promises';
import { SYSTEM } from '#platform/auth/caller.js';
import type { Database } from '#platform/database/database.js';
import { dropSchema, openAsOwner, openBeside, takePlace } from '#platform/database/schema/open-beside.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Ports } from '#platform/ports/ports.js';
import { FOLLOWED_LEDGERS } from '../projection/followed-ledgers.js';
import { ProjectionRepository } from '../projection/projection.repository.js';
import { readLedger } from '../projection/read-ledger.js';
import { projectEvents } from './project-events.js';

/** Events of one batch, and so of one transaction. */
const BATCH = 200;
/** Milliseconds until it is tried again to take the place of tables that somebody reads for long. */
const RETRY = 500;

/** What a rebuild takes. */
export interface RebuildOptions {
  /** The catalog's; where it serves as a role of its own, its `migrationUrl` is that of its owner. */
  readonly database: Database;
  readonly ports: Ports;
  /** Reports progress: how many events are projected. */
  readonly onEvents?: (projected: number) => void;
}

/**
 * Projects every ledger anew into tables beside those of the catalog, which answer and follow the ledgers meanwhile, and
 * has them take their place in one transaction: nobody finds the catalog empty, or half of it. What ends before that,
 * however it ends, changes nothing.
 * @throws {PedigraphError} UNAVAILABLE where another one rebuilds it, or a subgraph does not answer
 * @returns how many events were projected
 */
export async function rebuildCatalog({ database, ports, onEvents }: RebuildOptions): Promise<number> {
  const { schema } = database.options;
  const beside = `${schema}_rebuild`;
  return inTurn(database, async () => {
    await using owner = await openAsOwner(database);
    try {
      await using anew = await openBeside(owner, beside);
      const project = (before = 0) => projectLedgers(anew, ports, (events) => onEvents?.(before + events));
      let projected = await project();
      for (;;) {
        try {
          await owner.transact(SYSTEM, async ({ manager }) => {
            await new ProjectionRepository(manager).takeTurn();
            // Nobody projects any more: what was written meanwhile is there, too.
            projected += await project(projected);
            await takePlace((sql) => manager.query(sql), beside, schema);
          });
          return projected;
        } catch (error) {
          if (!isLocked(error)) throw error;
          await pause(RETRY);
        }
      }
    } catch (error) {
      await dropSchema(owner, beside).catch(() => {}); // the next rebuild drops it
      throw error;
    }
  });
}

/** Every ledger from where it was projected to, to its end. */
async function projectLedgers(database: Database, ports: Ports, onEvents: (events: number) => void): Promise<number> {
  const projection = new ProjectionRepository(database.manager);
  let projected = 0;
  for (const subgraph of FOLLOWED_LEDGERS) {
    for (let isLevel = false; !isLevel; ) {
      const { position, hash } = await projection.headOf(subgraph);
      const { events, server } = await readLedger(ports, { subgraph, after: position, first: BATCH });
      if (events.length > 0) {
        await projectEvents({ subgraph, position, hash, server: server?.id ?? null }, events, database);
        projected += events.length;
        onEvents(projected);
      }
      isLevel = events.length < BATCH;
    }
  }
  return projected;
}

/**
 * In a transaction of its own, which a process that dies does not leave behind, and which holds behind a pooler.
 * @throws {PedigraphError} UNAVAILABLE where another has the turn
 */
function inTurn<T>(database: Database, work: () => Promise<T>): Promise<T> {
  return database.transact(SYSTEM, async ({ manager }) => {
    await manager.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    const [turn] = await manager.query<[{ isMine: boolean }]>(
      `SELECT pg_try_advisory_xact_lock(hashtextextended(current_schema() || '.rebuild', 0)) AS "isMine"`,
    );
    if (!turn.isMine)
      throw new PedigraphError('UNAVAILABLE', 'The catalog is being rebuilt already: wait until that has ended.');
    return work();
  });
}

/** Whether a lock was not to be had in its time: somebody reads. */
function isLocked(error: unknown): boolean {
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  return (driverError?.code ?? code) === '55P03';
}
