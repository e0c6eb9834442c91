import type { EntityManager } from 'typeorm';
import { prepared } from '#platform/database/rows/prepared.js';
import type { NodeChange } from './read-node-changes.js';

/** A row of `node_history`: from when until when something held of a node; it still does where it has no end. */
interface NodePeriod extends NodeChange {
  readonly nodeId: string;
  validTo: Date | null;
}

/** Writes of the `node_history` table. */
export class NodeHistoryRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Adds what a batch of events changes: two statements at most, however many events there are. */
  async apply(changes: readonly NodeChange[]): Promise<void> {
    const { ended, periods } = periodsOf(changes);
    if (ended.size > 0) {
      await this.manager.query(
        `UPDATE node_history SET valid_to = ended.at
         FROM unnest($1::text[], $2::timestamptz[]) AS ended (slot, at)
         WHERE node_history.slot = ended.slot AND node_history.valid_to IS NULL`,
        [[...ended.keys()], [...ended.values()]],
      );
    }
    if (periods.length === 0) return;
    await prepared(
      this.manager,
      `INSERT INTO node_history (slot, node_id, facet, value, valid_from, valid_to)
       SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[])`,
      [
        periods.map(({ slot }) => slot),
        periods.map(({ nodeId }) => nodeId),
        periods.map(({ facet }) => facet),
        periods.map(({ value }) => value),
        periods.map(({ at }) => at),
        periods.map(({ validTo }) => validTo),
      ],
    );
  }
}

/** The rows to add, and the slots whose row that is there already ends, each with the moment. */
function periodsOf(changes: readonly NodeChange[]): {
  readonly ended: ReadonlyMap<string, Date>;
  readonly periods: readonly NodePeriod[];
} {
  const ended = new Map<string, Date>();
  const periods: NodePeriod[] = [];
  const last = new Map<string, NodePeriod | null>();
  for (const change of changes) {
    const { slot, nodeId, at, isFirst } = change;
    const before = last.get(slot);
    if (before === undefined && !isFirst) ended.set(slot, at);
    if (before != null) before.validTo = at;
    const period = nodeId === null ? null : { ...change, nodeId, validTo: null };
    if (period !== null) periods.push(period);
    last.set(slot, period);
  }
  return { ended, periods };
}
