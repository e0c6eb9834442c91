import type { Statement } from '#platform/database/rows/over-seen.js';
import { heldSql, ranSql } from '#subgraphs/catalog/node-history/node-state.repository.js';
import type { LineageKind } from '#values/lineage-kind.js';
import type { LineageWay } from '../lineage.enums.js';
import { FIRST_STATUS, groupSql } from '../node-words.js';
import type { WalkQuery } from '../walk/walk-query.js';
import { walkSql } from '../walk/walk-sql.js';
import type { WalkRow } from '../walk/walk-statement.js';

/** Walks whose nodes are to be put into groups. */
export interface GroupQuery extends Omit<WalkQuery, 'way' | 'skip' | 'knownAt' | 'withoutColumns'> {
  readonly ways: readonly LineageWay[];
  /** The kinds of nodes to return beside the root; null is any. */
  readonly kinds: readonly LineageKind[] | null;
  /** How many groups at most, the nearest first. */
  readonly groups: number;
}

/** What the walks from one root met, in groups. */
export interface GroupRow {
  /** The index of the root. */
  readonly root: number;
  /** What is known of the root; null where it is not known, its ref where it is hidden. */
  readonly node: { readonly kind: string; readonly ref: string | null; readonly at: string | null } | null;
  /** By their place: the nearest first, and then by kind and name. The name is null of those that are hidden. */
  readonly groups:
    | readonly {
        readonly kind: LineageKind;
        readonly name: string | null;
        readonly depth: number;
        readonly count: number;
        readonly ref: string | null;
        readonly active: number;
        readonly statuses: Readonly<Record<string, number>> | null;
      }[]
    | null;
  /** Between groups, by their places. */
  readonly edges:
    | readonly {
        readonly from: number;
        readonly to: number;
        readonly count: number;
        readonly relations: readonly string[];
      }[]
    | null;
  /** How many groups there are with those that are left out. */
  readonly all: number;
  /** How many nodes are hidden. */
  readonly hidden: number;
  /** The ends of the walks, in the order of the ways. */
  readonly ends: readonly Pick<WalkRow, 'more' | 'beyond' | 'whole' | 'unread'>[];
  readonly doubtful: string | null;
}

/**
 * The walks from all roots in groups, in one statement: nodes are put together where they are read, so an answer costs what
 * it shows and not what was walked over. Of hidden nodes of a kind there is one group, whatever they are called.
 *
 * How many nodes a walk meets PostgreSQL cannot know beforehand, and plans for few. So nothing here is joined with what was
 * met but by an index, or by a JSON object in which the ids are the keys: a join of two such tables would be a loop in a loop.
 */
export function groupStatement(query: GroupQuery): Statement {
  const values: unknown[] = [];
  const value = (given: unknown, type: string) => `$${values.push(given)}::${type}`;
  const { ways, asOf, kinds } = query;
  const roots = value(query.roots, 'uuid[]');
  const groups = value(query.groups, 'int');
  const moment = asOf === null ? null : value(asOf, 'timestamptz');
  const ofKinds = kinds === null ? '' : `WHERE n.kind = ANY (${value(kinds, 'text[]')}) OR n.id = root.id`;
  const walks = ways.map((way) => {
    const suffix = `_${way.toLowerCase()}`;
    return { way, suffix, ...walkSql({ ...query, way, skip: 0, knownAt: null, withoutColumns: false }, value, suffix) };
  });
  const firstStatus = Object.entries(FIRST_STATUS).map(([kind, status]) => `WHEN '${kind}' THEN '${status}'`);
  const withStatus = Object.keys(FIRST_STATUS).map((kind) => `'${kind}'`);
  const links = walks.map(({ way, suffix }) => {
    const [up, down] = way === 'UPSTREAM' ? ['far_id', 'near_id'] : ['near_id', 'far_id'];
    return `SELECT ${up} AS up, ${down} AS down, relation, of${suffix} -> ${up}::text AS "from", of${suffix} -> ${down}::text AS "to"
            FROM met${suffix}, places`;
  });
  const ends = walks.map(
    ({ suffix, unread }) =>
      `(SELECT json_build_object('more', more, 'beyond', beyond, 'whole', whole, 'unread', ${unread}) FROM summary${suffix})`,
  );
  const text = `
    SELECT root.index::int - 1 AS root, grouped.*
    FROM unnest(${roots}) WITH ORDINALITY AS root (id, index)
    CROSS JOIN LATERAL (
      WITH RECURSIVE ${walks.map(({ tables }) => tables).join(',')},
      walked AS MATERIALIZED (
        SELECT id, min(depth) AS depth, ${walks.map(({ suffix }) => `bool_or(way = '${suffix}') AS met${suffix}`).join(', ')}
        FROM (${walks.map(({ suffix }) => `SELECT id, depth, '${suffix}' AS way FROM shown${suffix}`).join(' UNION ALL ')}) AS both_ways GROUP BY id),
      named AS MATERIALIZED (
        SELECT walked.*, n.kind, n.ref, n.at, coalesce(${groupSql('n.ref')}, '') AS name
        FROM walked CROSS JOIN LATERAL (SELECT id, kind, ref, at FROM lineage_node WHERE id = walked.id OFFSET 0) AS n
        ${ofKinds}),
      member AS MATERIALIZED (
        SELECT *, dense_rank() OVER (ORDER BY nearest, kind COLLATE "C", name COLLATE "C")::int - 1 AS place FROM (
          SELECT named.*, min(depth) OVER (PARTITION BY kind, name) AS nearest,
                 CASE WHEN ref IS NULL THEN false
                   WHEN kind = 'DEPLOYMENT' THEN EXISTS (
                     SELECT FROM registry_deployment WHERE id = named.id AND ${ranSql(moment)})
                   WHEN kind = 'MODEL_VERSION' THEN EXISTS (
                     SELECT FROM registry_deployment WHERE model_version_id = named.id AND ${ranSql(moment)})
                   ELSE false END AS active,
                 CASE WHEN ref IS NOT NULL AND at IS NOT NULL AND kind = ANY (ARRAY[${withStatus.join(', ')}]) THEN coalesce(
                   (SELECT value FROM node_history WHERE node_id = named.id AND facet = 'status' AND ${heldSql(moment)} LIMIT 1),
                   CASE kind ${firstStatus.join(' ')} END) END AS status
          FROM named) AS node),
      places AS MATERIALIZED (
        SELECT ${walks.map(({ suffix }) => `jsonb_object_agg(id, place) FILTER (WHERE met${suffix}) AS of${suffix}`).join(', ')}
        FROM member WHERE place < ${groups}),
      stated AS (
        SELECT place, json_object_agg(status, count) AS statuses FROM (
          SELECT place, status, count(*) AS count FROM member WHERE status IS NOT NULL GROUP BY place, status) AS one
        GROUP BY place),
      listed AS (
        SELECT member.place, kind, nullif(name, '') AS name, nearest AS depth, count(*) AS count,
               CASE WHEN count(*) = 1 THEN min(ref) END AS ref, count(*) FILTER (WHERE active) AS active
        FROM member WHERE place < ${groups} GROUP BY place, kind, name, nearest),
      linked AS (
        SELECT "from", "to", count(*) AS count, json_agg(DISTINCT relation) AS relations
        FROM (${links.join(' UNION ')}) AS link
        WHERE "from" IS NOT NULL AND "to" IS NOT NULL GROUP BY "from", "to")
      SELECT (SELECT json_build_object('kind', kind, 'ref', ref, 'at', at) FROM named WHERE id = root.id) AS node,
        (SELECT json_agg(g ORDER BY place) FROM (SELECT * FROM listed LEFT JOIN stated USING (place)) AS g) AS groups,
        (SELECT json_agg(linked ORDER BY "from", "to") FROM linked) AS edges,
        (SELECT coalesce(max(place) + 1, 0) FROM member) AS all,
        (SELECT count(*)::int FROM member WHERE ref IS NULL) AS hidden,
        json_build_array(${ends.join(', ')}) AS ends,
        (SELECT string_agg(subgraph, ', ' ORDER BY subgraph) FROM projection WHERE problem IS NOT NULL) AS doubtful) AS grouped`;
  return { text, values };
}
