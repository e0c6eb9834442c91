import type { EntityManager } from 'typeorm';
import { prepared } from '#platform/database/rows/prepared.js';

/** A row of `lineage_node`. */
export interface LineageNodeRow {
  readonly id: string;
  readonly kind: string;
  readonly ref: string;
  /** When it was recorded; null while it is known only from what rests on it. */
  readonly at: Date | null;
}

/** A node to add, and where in which ledger its own event stands. */
export interface NewLineageNode extends LineageNodeRow {
  readonly subgraph?: string | undefined;
  readonly position?: number | undefined;
}

/** A row of `lineage_edge`. */
export interface LineageEdgeRow {
  readonly upstreamId: string;
  readonly downstreamId: string;
  readonly relation: string;
}

/** Writes of the `lineage_node` and `lineage_edge` tables. */
export class LineageRepository {
  constructor(private readonly manager: EntityManager) {}

  /**
   * Adds nodes; what a node's own event says replaces what was known from others, and then stays. A column has no event
   * of its own: it is there since the first of those that name it, in whichever order the ledgers are read.
   */
  async addNodes(nodes: readonly NewLineageNode[]): Promise<void> {
    if (nodes.length === 0) return;
    await prepared(
      this.manager,
      `INSERT INTO lineage_node (id, kind, ref, at, subgraph, position)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::bigint[])
       ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, ref = excluded.ref, at = excluded.at,
         subgraph = coalesce(lineage_node.subgraph, excluded.subgraph),
         position = coalesce(lineage_node.position, excluded.position)
       WHERE lineage_node.at IS NULL AND excluded.at IS NOT NULL
         OR lineage_node.kind = 'COLUMN' AND excluded.at < lineage_node.at`,
      [
        nodes.map(({ id }) => id),
        nodes.map(({ kind }) => kind),
        nodes.map(({ ref }) => ref),
        nodes.map(({ at }) => at),
        nodes.map(({ subgraph }) => subgraph ?? null),
        nodes.map(({ position }) => position ?? null),
      ],
    );
  }

  /** Adds edges; one that is there stays as it is. */
  async addEdges(edges: readonly LineageEdgeRow[]): Promise<void> {
    if (edges.length === 0) return;
    await prepared(
      this.manager,
      `INSERT INTO lineage_edge (upstream_id, downstream_id, relation)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[])
       ON CONFLICT DO NOTHING`,
      [
        edges.map(({ upstreamId }) => upstreamId),
        edges.map(({ downstreamId }) => downstreamId),
        edges.map(({ relation }) => relation),
      ],
    );
  }
}
