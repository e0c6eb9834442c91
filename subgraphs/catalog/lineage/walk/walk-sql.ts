import { relationToColumns } from '../column-node.js';
import type { WalkQuery } from './walk-query.js';

/** Nodes that a walk looks ahead of the last it returns, to count what is left out. */
const AHEAD = 250;

/** Where the nodes of a depth have more steps than so many times what a walk may meet, each is asked for its first. */
const MANY = 4;

/** Adds a value to a statement, and gives its place with its type: `$3::text[]`. */
export type AddValue = (given: unknown, type: string) => string;

/** SQL of one walk from `root.id`, as common table expressions of a statement that is `WITH RECURSIVE`. */
export interface WalkSql {
  /**
   * In this order: `shown` has the nodes of the walk with `depth` and `place`; `summary` what is left out of them (`more`,
   * `beyond`, `whole`); `met` the edges between nodes that are shown and others, as `near_id`, `far_id` and `relation`.
   */
  readonly tables: string;
  /** SQL of how many nodes there are whose own events have not been read: what they rest on is not known. */
  readonly unread: string;
}

/**
 * The walk: breadth first, every node once, the nodes of a depth by id.
 *
 * A round of the recursion is a depth: one row with the nodes met there and all met so far. So neither cycles nor the
 * number of ways between two nodes matter, and the edges of a depth are read in one go. A round goes on to the next
 * only while the walk may take more, and gives its nodes by id: what is cut off is always the end of the order.
 * @param suffix of the names of its tables, where a statement has several walks. @default none
 */
export function walkSql(query: WalkQuery, value: AddValue, suffix = ''): WalkSql {
  const { way, skip, first, withoutColumns } = query;
  const [near, far] = way === 'UPSTREAM' ? ['downstream_id', 'upstream_id'] : ['upstream_id', 'downstream_id'];
  const depth = value(query.depth, 'int');
  const end = value(skip + first, 'int');
  const limit = value(skip + first + AHEAD, 'int');
  const many = value(MANY * (skip + first + AHEAD), 'int');
  const { walkedPast, known, read } = conditionsOf(query, value);
  const passed = withoutColumns ? `AND relation <> '${relationToColumns(way)}'` : '';
  const [round, placed, shown, summary, met] = ['round', 'placed', 'shown', 'summary', 'met'].map(
    (name) => `${name}${suffix}`,
  );
  const tables = `
      ${round} (depth, nodes, met) AS (
        SELECT 0, ARRAY[root.id], ARRAY[root.id]
        UNION ALL
        SELECT round.depth + 1, next.nodes, round.met || next.nodes
        FROM ${round} AS round
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
      ${placed} AS MATERIALIZED (
        SELECT id, depth, (row_number() OVER (ORDER BY depth, id))::int - 1 AS place
        FROM ${round} AS round CROSS JOIN LATERAL unnest(nodes) AS node (id)),
      ${shown} AS MATERIALIZED (SELECT * FROM ${placed} WHERE depth <= ${depth} AND place < ${end}),
      ${summary} AS MATERIALIZED (
        SELECT coalesce(bool_or(depth <= ${depth} AND place >= ${end}), false) AS more,
               count(*) FILTER (WHERE depth > ${depth}) AS beyond,
               count(*) < ${limit} AS whole,
               count(*) = (SELECT count(*) FROM ${shown}) AS exhausted
        FROM ${placed}),
      ${met} AS MATERIALIZED (${
        way === 'UPSTREAM'
          ? nearEnds('true')
          : `${nearEnds(`(SELECT exhausted FROM ${summary})`)} UNION ALL ${farEnds(`(SELECT NOT exhausted FROM ${summary})`)}`
      })`;
  const unread =
    way === 'UPSTREAM' ? `(SELECT count(*)::int FROM ${shown} AS shown WHERE NOT EXISTS (${read('shown.id')}))` : '0';
  return { tables, unread };

  /** The edges from all that is shown: no others than the walk met, unless it is cut short. */
  function nearEnds(condition: string): string {
    return `
        SELECT ${near} AS near_id, ${far} AS far_id, relation FROM lineage_edge
        WHERE ${near} = ANY (ARRAY(SELECT id FROM ${shown} AS shown WHERE true ${walkedPast('shown.id')})) AND ${condition}`;
  }

  /** The edges to all that is shown: what is made from few things may itself be in any number of others. */
  function farEnds(condition: string): string {
    return `
        SELECT ${near}, ${far}, relation FROM lineage_edge
        WHERE ${far} = ANY (ARRAY(SELECT id FROM ${shown})) AND ${condition} ${walkedPast(near)}`;
  }
}

/** What of the graph is there for a walk: an edge is written with what its downstream node's own event says. */
function conditionsOf({ way, stopAt, asOf, knownAt }: WalkQuery, value: AddValue) {
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
