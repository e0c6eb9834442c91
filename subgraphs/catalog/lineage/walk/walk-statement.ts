import type { Statement } from '#platform/database/rows/over-seen.js';
import { relationToColumns } from '../column-node.js';
import type { LineageWay } from '../lineage.enums.js';

/** Nodes that a walk looks ahead of the last it returns, to count what is left out. */
const AHEAD = 250;

/** Where the nodes of a depth have more steps than so many times what a walk may meet, each is asked for its first. */
const MANY = 4;

/** How far each ledger has been read, by subgraph. */
export type LedgerPositions = Readonly<Record<string, number>>;

/** Which part of the walks from some nodes to read. */
export interface WalkQuery {
  readonly roots: readonly string[];
  readonly way: LineageWay;
  /** How many steps away at most. */
  readonly depth: number;
  /** Nodes of each walk to pass over: those of the pages before. */
  readonly skip: number;
  /** Nodes of each walk at most, behind those; the root is the first of a walk. */
  readonly first: number;
  /** Kinds of nodes that are not walked past. */
  readonly stopAt: readonly string[];
  /** Only what was recorded by this moment; null is any. */
  readonly asOf: Date | null;
  /** Only what the catalog knew when it had read the ledgers so far; null is all it knows. */
  readonly knownAt: LedgerPositions | null;
  /** Whether columns are passed over, but for a root. */
  readonly withoutColumns: boolean;
}

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

/**
 * The walks from all roots in one statement: breadth first, every node once, the nodes of a depth by id.
 *
 * A round of the recursion is a depth: one row with the nodes met there and all met so far. So neither cycles nor the
 * number of ways between two nodes matter, and the edges of a depth are read in one go. A round goes on to the next
 * only while the walk may take more, and gives its nodes by id: what is cut off is always the end of the order.
 */
export function walkStatement(query: WalkQuery): Statement {
  const values: unknown[] = [];
  const value = (given: unknown, type: string) => `$${values.push(given)}::${type}`;
  const { way, skip, first, withoutColumns } = query;
  const [near, far] = way === 'UPSTREAM' ? ['downstream_id', 'upstream_id'] : ['upstream_id', 'downstream_id'];
  const roots = value(query.roots, 'uuid[]');
  const depth = value(query.depth, 'int');
  const end = value(skip + first, 'int');
  const limit = value(skip + first + AHEAD, 'int');
  const many = value(MANY * (skip + first + AHEAD), 'int');
  const { walkedPast, known, read } = conditionsOf(query, value);
  const passed = withoutColumns ? `AND relation <> '${relationToColumns(way)}'` : '';
  const onPage = skip === 0 ? '' : `WHERE greatest(a.place, b.place) >= ${value(skip, 'int')}`;
  const text = `
    SELECT root.index::int - 1 AS root, walk.*
    FROM unnest(${roots}) WITH ORDINALITY AS root (id, index)
    CROSS JOIN LATERAL (
      WITH RECURSIVE round (depth, nodes, met) AS (
        SELECT 0, ARRAY[root.id], ARRAY[root.id]
        UNION ALL
        SELECT round.depth + 1, next.nodes, round.met || next.nodes
        FROM round
        CROSS JOIN LATERAL (
          WITH step AS MATERIALIZED (
            SELECT ${far} AS id FROM lineage_edge
            WHERE ${near} = ANY (round.nodes) ${passed} ${walkedPast(near)} ${known(far)} LIMIT ${many})
          SELECT array_agg(new.id) AS nodes FROM (
            SELECT id FROM step WHERE (SELECT count(*) FROM step) < ${many}
            UNION ALL
            SELECT few.id FROM unnest(round.nodes) AS node (id)
            CROSS JOIN LATERAL (
              SELECT DISTINCT ${far} AS id FROM lineage_edge
              WHERE ${near} = node.id ${passed} ${walkedPast('node.id')} ${known(far)}
              ORDER BY ${far} LIMIT 2 * ${limit}) AS few
            WHERE (SELECT count(*) FROM step) = ${many}
            EXCEPT SELECT unnest(round.met)
            ORDER BY id LIMIT ${limit}) AS new) AS next
        WHERE round.depth <= ${depth} AND cardinality(round.met) < ${limit} AND next.nodes IS NOT NULL),
      placed AS MATERIALIZED (
        SELECT id, depth, (row_number() OVER (ORDER BY depth, id))::int - 1 AS place
        FROM round CROSS JOIN LATERAL unnest(nodes) AS node (id)),
      shown AS MATERIALIZED (SELECT * FROM placed WHERE depth <= ${depth} AND place < ${end}),
      summary AS MATERIALIZED (
        SELECT coalesce(bool_or(depth <= ${depth} AND place >= ${end}), false) AS more,
               count(*) FILTER (WHERE depth > ${depth}) AS beyond,
               count(*) < ${limit} AS whole,
               count(*) = (SELECT count(*) FROM shown) AS exhausted
        FROM placed),
      met AS MATERIALIZED (${way === 'UPSTREAM' ? nearEnds('true') : `${nearEnds('(SELECT exhausted FROM summary)')} UNION ALL ${farEnds('(SELECT NOT exhausted FROM summary)')}`}),
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
        ${way === 'UPSTREAM' ? `(SELECT count(*)::int FROM shown WHERE NOT EXISTS (${read('shown.id')}))` : '0'} AS unread,
        (SELECT coalesce(json_object_agg(subgraph, position), '{}') FROM projection) AS heads,
        (SELECT string_agg(subgraph, ', ' ORDER BY subgraph) FROM projection WHERE problem IS NOT NULL) AS doubtful
      FROM summary,
        (SELECT json_agg(place) AS places, json_agg(depth) AS depths, string_agg(id::text, ',') AS ids, json_agg(ref) AS refs,
                json_agg(kind) AS kinds, json_agg((extract(epoch FROM at) * 1000)::float8) AS times FROM node) AS nodes,
        (SELECT json_agg(near) AS near, json_agg(relation) AS relations, json_agg(far) AS far FROM bundle) AS edges) AS walk`;
  return { text, values };

  /** The edges from all that is shown: no others than the walk met, unless it is cut short. */
  function nearEnds(condition: string): string {
    return `
        SELECT ${near} AS near_id, ${far} AS far_id, relation FROM lineage_edge
        WHERE ${near} = ANY (ARRAY(SELECT id FROM shown WHERE true ${walkedPast('shown.id')})) AND ${condition}`;
  }

  /** The edges to all that is shown: what is made from few things may itself be in any number of others. */
  function farEnds(condition: string): string {
    return `
        SELECT ${near}, ${far}, relation FROM lineage_edge
        WHERE ${far} = ANY (ARRAY(SELECT id FROM shown)) AND ${condition} ${walkedPast(near)}`;
  }
}

/** What of the graph is there for a walk: an edge is written with what its downstream node's own event says. */
function conditionsOf({ way, stopAt, asOf, knownAt }: WalkQuery, value: (given: unknown, type: string) => string) {
  const moment = asOf === null ? '' : `AND node.at <= ${value(asOf, 'timestamptz')}`;
  const heads = knownAt === null ? '' : value(JSON.stringify(knownAt), 'jsonb');
  const position =
    heads === '' ? '' : `AND (node.position IS NULL OR node.position <= (${heads} ->> node.subgraph)::bigint)`;
  const kinds = stopAt.length === 0 ? '' : value(stopAt, 'text[]');
  /** Whether the catalog had met the node's own event. */
  const read = (id: string) =>
    `SELECT FROM lineage_node node WHERE node.id = ${id} AND node.at IS NOT NULL ${position}`;
  return {
    read,
    walkedPast: (id: string) =>
      [
        kinds === ''
          ? ''
          : `AND (${id} = root.id OR NOT EXISTS (SELECT FROM lineage_node node WHERE node.id = ${id} AND node.kind = ANY (${kinds})))`,
        way === 'UPSTREAM' && position !== '' ? `AND EXISTS (${read(id)})` : '',
      ].join(' '),
    known: (id: string) => {
      const conditions = way === 'UPSTREAM' ? moment : `${moment} ${position}`;
      return conditions.trim() === ''
        ? ''
        : `AND EXISTS (SELECT FROM lineage_node node WHERE node.id = ${id} ${conditions})`;
    },
  };
}
