import type { EntityManager } from 'typeorm';
import type { LineageWay } from './lineage.enums.js';

/** A row of `lineage_node`. */
export interface LineageNodeRow {
  readonly id: string;
  readonly kind: string;
  readonly ref: string;
  /** When it was recorded; null while it is known only from what rests on it. */
  readonly at: Date | null;
}

/** A row of `lineage_edge`. */
export interface LineageEdgeRow {
  readonly upstreamId: string;
  readonly downstreamId: string;
  readonly relation: string;
}

/** One edge as seen from a node on a walk; a node without a next step has one row with nulls. */
export type StepRow = { readonly nodeId: string } & (
  | { readonly farId: string; readonly relation: string; readonly farKind: string | null }
  | { readonly farId: null; readonly relation: null; readonly farKind: null }
);

/** Which steps to read: those of the nodes, and ahead of them those of the nodes they lead to. */
export interface StepQuery {
  readonly ids: readonly string[];
  readonly way: LineageWay;
  /** How many steps ahead of the nodes to read, where `aheadNodes` allows. */
  readonly ahead: number;
  /** How many nodes to read ahead, at most; the nearest first. */
  readonly aheadNodes: number;
  /** Steps of one node at most. */
  readonly perNode: number;
  /** Steps of all of them at most. */
  readonly total: number;
  /** Only steps to what was recorded by this moment; null is any. */
  readonly asOf: Date | null;
  /** Whether to read what kind the far node of each step is. */
  readonly kinds: boolean;
}

/** Reads and writes of the `lineage_node` and `lineage_edge` tables. */
export class LineageRepository {
  constructor(private readonly manager: EntityManager) {}

  findByIds(ids: readonly string[]): Promise<LineageNodeRow[]> {
    return this.manager.query('SELECT id, kind, ref, at FROM lineage_node WHERE id = ANY ($1::uuid[])', [ids]);
  }

  /** The nodes that have one of the refs or ids. */
  findByRefsOrIds(refs: readonly string[], ids: readonly string[]): Promise<LineageNodeRow[]> {
    return this.manager.query(
      `SELECT id, kind, ref, at FROM lineage_node WHERE ref = ANY ($1::text[])
       UNION SELECT id, kind, ref, at FROM lineage_node WHERE id = ANY ($2::uuid[])`,
      [refs, ids],
    );
  }

  /**
   * The steps from the nodes, and from those near behind them: index ranges only, cut short at the limits.
   * PostgreSQL evaluates a recursive query round by round and no further than its LIMIT asks: so the nearest come first.
   */
  stepsFrom({ ids, way, ahead, aheadNodes, perNode, total, asOf, kinds }: StepQuery): Promise<StepRow[]> {
    const [near, far] = way === 'UPSTREAM' ? ['downstream_id', 'upstream_id'] : ['upstream_id', 'downstream_id'];
    const stepsOf = (node: string) =>
      `(SELECT ${far} AS far_id, relation FROM lineage_edge WHERE ${near} = ${node}.id
        AND ($6::timestamptz IS NULL OR EXISTS (SELECT FROM lineage_node seen WHERE seen.id = ${far} AND seen.at <= $6))
        ORDER BY ${far}, relation LIMIT $2)`;
    return this.manager.query(
      `WITH RECURSIVE reached (id, depth) AS (
         SELECT id, 0 FROM unnest($1::uuid[]) AS start (id)
         UNION
         SELECT step.far_id, reached.depth + 1 FROM reached CROSS JOIN LATERAL ${stepsOf('reached')} AS step
         WHERE reached.depth < $3)
       SELECT node.id AS "nodeId", step.far_id AS "farId", step.relation,
              CASE WHEN $7 THEN (SELECT kind FROM lineage_node WHERE lineage_node.id = step.far_id) END AS "farKind"
       FROM (SELECT DISTINCT id FROM (SELECT id FROM reached LIMIT $4) AS nearest) AS node
       LEFT JOIN LATERAL ${stepsOf('node')} AS step ON true
       LIMIT $5`,
      [ids, perNode, ahead, ids.length + aheadNodes, total, asOf, kinds],
    );
  }

  /** Adds nodes; what a node's own event says replaces what was known from others, and then stays. */
  async addNodes(nodes: readonly LineageNodeRow[]): Promise<void> {
    if (nodes.length === 0) return;
    await this.manager.query(
      `INSERT INTO lineage_node (id, kind, ref, at)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[])
       ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, ref = excluded.ref, at = excluded.at
       WHERE lineage_node.at IS NULL AND excluded.at IS NOT NULL`,
      [
        nodes.map(({ id }) => id),
        nodes.map(({ kind }) => kind),
        nodes.map(({ ref }) => ref),
        nodes.map(({ at }) => at),
      ],
    );
  }

  /** Adds edges; one that is there stays as it is. */
  async addEdges(edges: readonly LineageEdgeRow[]): Promise<void> {
    if (edges.length === 0) return;
    await this.manager.query(
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
