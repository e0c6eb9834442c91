import type { LineageWay } from '../lineage.enums.js';

/** Nodes that a walk looks ahead of the last it returns, to count what is left out. */
const AHEAD = 1_000;

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
}

/** A row of the answer: a node, edges from one node, or what is to be said of the walk from a root. */
export type WalkRow = { readonly root: number } & (
  | {
      readonly place: number;
      readonly depth: number;
      readonly id: string;
      readonly ref: string;
      readonly kind: string;
      readonly at: Date | null;
    }
  | {
      readonly place: number;
      readonly depth: null;
      /** The relation of the edges. */
      readonly ref: string;
      /** The places of their far ends, between commas. */
      readonly links: string;
    }
  | { readonly place: null; readonly summary: WalkSummary }
);

/** What is to be said of a walk. */
export interface WalkSummary {
  /** Whether it goes on behind the nodes that were read. */
  readonly more: boolean;
  /** Nodes one step deeper than asked. */
  readonly beyond: number;
  /** Whether these are all of them. */
  readonly whole: boolean;
  /** Nodes that what they rest on is not known of yet. */
  readonly unread: number;
  /** How far the ledgers had been read. */
  readonly heads: LedgerPositions;
}

/** A statement and its values. */
export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

/**
 * The walks from all roots in one statement: breadth first, every node once, the nodes of a depth by id.
 *
 * A round of the recursion is a depth, and UNION drops what an earlier round has met: so neither cycles nor the number
 * of ways between two nodes matter. Rows with their depth would be new at every depth; instead a row without id goes
 * along with each round and counts it. PostgreSQL evaluates no more rounds than LIMIT asks for, and each gives its
 * nodes by id: what is cut off is always the end of the order.
 */
export function walkStatement(query: WalkQuery): Statement {
  const values: unknown[] = [];
  const value = (given: unknown, type: string) => `$${values.push(given)}::${type}`;
  const { way, skip, first } = query;
  const [near, far] = way === 'UPSTREAM' ? ['downstream_id', 'upstream_id'] : ['upstream_id', 'downstream_id'];
  const roots = value(query.roots, 'uuid[]');
  const depth = value(query.depth, 'int');
  const end = value(skip + first, 'int');
  const limit = value(skip + first + AHEAD + query.depth + 2, 'int');
  const { walkedPast, known, read } = conditionsOf(query, value);
  const onPage = skip === 0 ? '' : `WHERE greatest(a.place, b.place) >= ${value(skip, 'int')}`;
  const text = `
    SELECT root.index::int - 1 AS root, walk.*
    FROM unnest(${roots}) WITH ORDINALITY AS root (id, index)
    CROSS JOIN LATERAL (
      WITH RECURSIVE reached (id, round) AS (
        SELECT * FROM (VALUES (NULL::uuid, 0), (root.id, NULL::int)) AS start
        UNION
        SELECT next.id, next.round FROM (
          SELECT DISTINCT step.id, step.round
          FROM (SELECT id, max(round) OVER () AS round, count(*) OVER () > 1 AS alive FROM reached) AS near
          CROSS JOIN LATERAL (
            SELECT NULL::uuid AS id, near.round + 1 AS round
            WHERE near.id IS NULL AND near.alive AND near.round <= ${depth}
            UNION ALL
            (SELECT DISTINCT ${far}, NULL::int FROM lineage_edge
             WHERE ${near} = near.id AND near.round <= ${depth} ${walkedPast('near.id')} ${known(far)}
             ORDER BY ${far} LIMIT 2 * ${limit})) AS step
          ORDER BY step.id NULLS FIRST LIMIT 2 * ${limit}) AS next),
      counted AS MATERIALIZED (
        SELECT id, max(round) OVER (ROWS UNBOUNDED PRECEDING) AS depth FROM reached LIMIT ${limit}),
      placed AS MATERIALIZED (
        SELECT id, depth, (row_number() OVER (ORDER BY depth, id))::int - 1 AS place FROM counted WHERE id IS NOT NULL),
      shown AS MATERIALIZED (SELECT * FROM placed WHERE depth <= ${depth} AND place < ${end}),
      summary AS MATERIALIZED (
        SELECT coalesce(bool_or(depth <= ${depth} AND place >= ${end}), false) AS more,
               count(*) FILTER (WHERE depth > ${depth}) AS beyond,
               (SELECT count(*) FROM counted) < ${limit} AS whole,
               count(*) = (SELECT count(*) FROM shown) AS exhausted
        FROM placed),
      met AS MATERIALIZED (${way === 'UPSTREAM' ? nearEnds('true') : `${nearEnds('(SELECT exhausted FROM summary)')} UNION ALL ${farEnds('(SELECT NOT exhausted FROM summary)')}`}),
      link AS MATERIALIZED (
        SELECT a.place AS near, b.place AS far, met.relation
        FROM met JOIN shown a ON a.id = met.near_id JOIN shown b ON b.id = met.far_id ${onPage})
      SELECT shown.place, shown.depth, node.*, NULL AS links, NULL::jsonb AS summary
      FROM shown
      CROSS JOIN LATERAL (SELECT id, ref, kind, at FROM lineage_node WHERE id = shown.id OFFSET 0) AS node
      ${skip === 0 ? '' : `WHERE shown.place >= ${value(skip - 1, 'int')} OR shown.place = 0 OR shown.place IN (SELECT near FROM link UNION SELECT far FROM link)`}
      UNION ALL
      SELECT near, NULL, NULL, relation, NULL, NULL, string_agg(far::text, ','), NULL FROM link GROUP BY near, relation
      UNION ALL
      SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, jsonb_build_object(
        'more', more, 'beyond', beyond, 'whole', whole,
        'unread', ${way === 'UPSTREAM' ? `(SELECT count(*) FROM shown WHERE NOT EXISTS (${read('shown.id')}))` : '0'},
        'heads', (SELECT coalesce(jsonb_object_agg(subgraph, position), '{}') FROM projection))
      FROM summary) AS walk`;
  return { text, values };

  /** The edges from all that is shown: no others than the walk met, unless it is cut short. */
  function nearEnds(condition: string): string {
    return `
        SELECT shown.id AS near_id, edge.id AS far_id, edge.relation
        FROM shown
        CROSS JOIN LATERAL (
          SELECT ${far} AS id, relation FROM lineage_edge
          WHERE ${near} = shown.id ${walkedPast('shown.id')} OFFSET 0) AS edge
        WHERE ${condition}`;
  }

  /** The edges to all that is shown: what is made from few things may itself be in any number of others. */
  function farEnds(condition: string): string {
    return `
        SELECT edge.id, shown.id, edge.relation
        FROM shown
        CROSS JOIN LATERAL (SELECT ${near} AS id, relation FROM lineage_edge WHERE ${far} = shown.id OFFSET 0) AS edge
        WHERE ${condition} ${walkedPast('edge.id')}`;
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
