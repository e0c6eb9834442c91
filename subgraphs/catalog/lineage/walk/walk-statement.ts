import type { Statement } from '#platform/database/rows/over-seen.js';
import type { LedgerPositions, WalkQuery } from './walk-query.js';
import { walkSql } from './walk-sql.js';

/**
 * The walk from one root, in columns: a row for every node and edge would take PostgreSQL and its client longer than
 * the walk itself.
 */
export interface WalkRow {
  /** The index of the root. */
  readonly root: number;
  /** Of each node: its place in the walk, and what is known of it. Null where the root is not known. */
  readonly places: readonly number[] | null;
  readonly depths: readonly number[];
  /** Between commas. */
  readonly ids: string;
  /** Null of a node that is hidden from the caller. */
  readonly refs: readonly (string | null)[];
  readonly kinds: readonly string[];
  /** Milliseconds since 1970. */
  readonly times: readonly (number | null)[];
  /** Of each bundle of edges: the place of their near end. Null where there are none. */
  readonly near: readonly number[] | null;
  readonly relations: readonly string[];
  /** The places of their far ends, between commas. */
  readonly far: readonly string[];
  /** Whether the walk goes on behind the nodes that were read. */
  readonly more: boolean;
  /** Nodes one step deeper than asked. */
  readonly beyond: number;
  /** Whether these are all of them. */
  readonly whole: boolean;
  /** Nodes that what they rest on is not known of yet. */
  readonly unread: number;
  /** How far the ledgers had been read. */
  readonly heads: LedgerPositions;
  /** The ledgers that have a problem, between commas; null where none has. */
  readonly doubtful: string | null;
}

/** The walks from all roots in one statement. */
export function walkStatement(query: WalkQuery): Statement {
  const values: unknown[] = [];
  const value = (given: unknown, type: string) => `$${values.push(given)}::${type}`;
  const { skip } = query;
  const roots = value(query.roots, 'uuid[]');
  const { tables, unread } = walkSql(query, value);
  const onPage = skip === 0 ? '' : `WHERE greatest(a.place, b.place) >= ${value(skip, 'int')}`;
  const text = `
    SELECT root.index::int - 1 AS root, walk.*
    FROM unnest(${roots}) WITH ORDINALITY AS root (id, index)
    CROSS JOIN LATERAL (
      WITH RECURSIVE ${tables},
      link AS MATERIALIZED (
        SELECT a.place AS near, b.place AS far, met.relation
        FROM met JOIN shown a ON a.id = met.near_id JOIN shown b ON b.id = met.far_id ${onPage}),
      bundle AS (
        SELECT near, relation, string_agg(far::text, ',') AS far FROM link GROUP BY near, relation),
      node AS (
        SELECT shown.place, shown.depth, node.* FROM shown
        JOIN (SELECT id, kind, ref, at FROM lineage_node WHERE id = ANY (ARRAY(SELECT id FROM shown)) OFFSET 0) AS node USING (id)
        ${skip === 0 ? '' : `WHERE place >= ${value(skip - 1, 'int')} OR place = 0 OR place IN (SELECT near FROM link UNION SELECT far FROM link)`})
      SELECT nodes.*, edges.*, summary.more, summary.beyond::int, summary.whole,
        ${unread} AS unread,
        (SELECT coalesce(json_object_agg(subgraph, position), '{}') FROM projection) AS heads,
        (SELECT string_agg(subgraph, ', ' ORDER BY subgraph) FROM projection WHERE problem IS NOT NULL) AS doubtful
      FROM summary,
        (SELECT json_agg(place) AS places, json_agg(depth) AS depths, string_agg(id::text, ',') AS ids, json_agg(ref) AS refs,
                json_agg(kind) AS kinds, json_agg((extract(epoch FROM at) * 1000)::float8) AS times FROM node) AS nodes,
        (SELECT json_agg(near) AS near, json_agg(relation) AS relations, json_agg(far) AS far FROM bundle) AS edges) AS walk`;
  return { text, values };
}
