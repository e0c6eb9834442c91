import type { EntityManager } from 'typeorm';
import { prepared } from '#platform/database/rows/prepared.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { UnknownEvents } from './unknown-event.entity.js';

/** Reads and writes of the `unknown_event` table. */
export class UnknownEventRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Adds what a batch holds to what was there before; no statement where it holds none. */
  async add(batch: readonly UnknownEvents[]): Promise<void> {
    for (const { subgraph, type, count, firstPosition, lastPosition } of batch) {
      await prepared(
        this.manager,
        `INSERT INTO unknown_event AS known (subgraph, type, count, first_position, last_position)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (subgraph, type) DO UPDATE
         SET count = known.count + excluded.count, last_position = excluded.last_position`,
        [subgraph, type, count, firstPosition, lastPosition],
      );
    }
  }

  /** Of each ledger, by type. */
  async ofLedgers(subgraphs: readonly string[]): Promise<UnknownEvents[][]> {
    const rows = await selectRows(this.manager, UnknownEvents, 'WHERE subgraph = ANY ($1) ORDER BY type', [subgraphs]);
    return subgraphs.map((subgraph) => rows.filter((row) => row.subgraph === subgraph));
  }
}
