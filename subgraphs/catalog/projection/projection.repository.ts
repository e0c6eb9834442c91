import type { EntityManager } from 'typeorm';
import { prepared } from '#platform/database/rows/prepared.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import type { RevisionSql } from '#platform/ledger/revision.js';
import { FOLLOWED_LEDGERS } from './followed-ledgers.js';
import { LedgerHead, unreadHead } from './ledger-head.entity.js';
import { projections } from './tables.js';

/** The problem of a ledger that is read from its beginning again. */
const READ_ANEW = 'The catalog reads it anew from its beginning, and does not know all of it yet.';

/** Reads and writes of the `projection` table, and the turns of those who project. */
export class ProjectionRepository {
  constructor(private readonly manager: EntityManager) {}

  /**
   * Waits until no other transaction projects, in this process or another, and holds the turn until the transaction ends.
   * Batches of different ledgers touch the same nodes: taking turns, they never wait for each other's rows crosswise.
   */
  async takeTurn(): Promise<void> {
    await prepared(
      this.manager,
      `SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.projection', 0))`,
      [],
    );
  }

  async headOf(subgraph: string): Promise<LedgerHead> {
    const [head] = await selectRows(this.manager, LedgerHead, 'WHERE subgraph = $1', [subgraph]);
    return head ?? unreadHead(subgraph);
  }

  /** The heads of all followed ledgers in one snapshot, by subgraph. */
  async heads(): Promise<LedgerHead[]> {
    const rows = new Map((await selectRows(this.manager, LedgerHead, '', [])).map((row) => [row.subgraph, row]));
    return FOLLOWED_LEDGERS.map((subgraph) => rows.get(subgraph) ?? unreadHead(subgraph));
  }

  async advance({ subgraph, position, hash, server = null }: LedgerHead): Promise<void> {
    await prepared(
      this.manager,
      `INSERT INTO projection (subgraph, position, hash, server) VALUES ($1, $2, $3, $4)
       ON CONFLICT (subgraph) DO UPDATE SET position = excluded.position, hash = excluded.hash, server = excluded.server`,
      [subgraph, position, hash, server],
    );
  }

  /** Notes what is wrong with a ledger, or null, and who keeps it, beside a head; a head that has moved on stays as it is. */
  async note({ subgraph, position, hash, problem = null, server = null }: LedgerHead): Promise<void> {
    if (position === 0) {
      const insert = 'INSERT INTO projection (subgraph, position) VALUES ($1, 0) ON CONFLICT DO NOTHING';
      await prepared(this.manager, insert, [subgraph]);
    }
    await prepared(
      this.manager,
      `UPDATE projection SET problem = $4, server = $5
       WHERE subgraph = $1 AND position = $2 AND hash IS NOT DISTINCT FROM $3 AND (problem, server) IS DISTINCT FROM ($4, $5)`,
      [subgraph, position, hash, problem, server],
    );
  }

  /**
   * Empties every projection of the catalog. That they are not what they were is a problem
   * of each ledger that had been read, until it is read to its end again.
   */
  async clear(): Promise<void> {
    const read = (await this.heads()).filter(({ position }) => position > 0).map(({ subgraph }) => subgraph);
    await this.manager.query(`TRUNCATE ${Object.keys(projections).join(', ')}`);
    await prepared(
      this.manager,
      'INSERT INTO projection (subgraph, position, problem) SELECT unnest($1::text[]), 0, $2',
      [read, READ_ANEW],
    );
  }
}

/**
 * How far every ledger is projected, and by which transaction: projected anew up to the same position the catalog may
 * answer otherwise, for another release may read more in the same events.
 */
export function projectionRevision(schema: string): RevisionSql {
  return {
    now: `(SELECT string_agg(subgraph || position || '/' || xmin || '/' || coalesce(hash, ''), ',' ORDER BY subgraph) FROM ${schema}.projection)`,
  };
}
