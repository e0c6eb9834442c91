import type { EntityManager } from 'typeorm';
import { MAX_COUNTED } from '#platform/paging/count-rows.js';
import type { LineageKind } from '#values/lineage-kind.js';
import type { NodeFacet } from './read-node-changes.js';

/** Something that holds of a node at a moment; `active` where it runs. */
export interface NodeValue {
  readonly id: string;
  readonly facet: NodeFacet | 'active';
  readonly value: string;
}

/** How many nodes are one step away from a node. */
export interface NeighbourCounts {
  readonly id: string;
  readonly upstream: number;
  readonly downstream: number;
}

/** Which neighbours are counted. */
export interface Neighbourhood {
  /** Those that were recorded by this moment; null is all that are known. */
  readonly asOf: Date | null;
  /** Of these kinds; null is any. */
  readonly kinds: readonly LineageKind[] | null;
}

/** SQL of "it held at that moment", of a row of `node_history`; null is now. */
export function heldSql(moment: string | null): string {
  return moment === null
    ? 'valid_to IS NULL'
    : `valid_from <= ${moment} AND (valid_to IS NULL OR valid_to > ${moment})`;
}

/** SQL of "it ran at that moment", of a row of `registry_deployment`; null is now. */
export function ranSql(moment: string | null): string {
  return moment === null
    ? 'ended_at IS NULL'
    : `started_at <= ${moment} AND (ended_at IS NULL OR ended_at > ${moment})`;
}

/**
 * Reads of what holds of nodes, for those of them that the caller sees: it asks nothing of rights itself, and names
 * nothing but the nodes that it is asked about.
 */
export class NodeStateRepository {
  constructor(private readonly manager: EntityManager) {}

  /** What holds of these nodes at a moment; null is now. */
  valuesOf(ids: readonly string[], asOf: Date | null): Promise<NodeValue[]> {
    const moment = asOf === null ? null : '$2::timestamptz';
    return this.manager.query(
      `SELECT node_id AS id, facet, value FROM node_history WHERE node_id = ANY ($1::uuid[]) AND ${heldSql(moment)}
       UNION ALL
       SELECT id, 'active', '' FROM registry_deployment WHERE id = ANY ($1::uuid[]) AND ${ranSql(moment)}
       UNION ALL
       SELECT DISTINCT model_version_id, 'active', '' FROM registry_deployment
       WHERE model_version_id = ANY ($1::uuid[]) AND ${ranSql(moment)}`,
      asOf === null ? [ids] : [ids, asOf],
    );
  }

  /** How many nodes each of these rests on directly, and how many rest on it: as many as a walk of one step would meet. */
  neighboursOf(ids: readonly string[], { asOf, kinds }: Neighbourhood): Promise<NeighbourCounts[]> {
    const values: unknown[] = [ids];
    const conditions: string[] = [];
    if (asOf !== null) conditions.push(`far.at <= $${values.push(asOf)}::timestamptz`);
    if (kinds !== null) conditions.push(`far.kind = ANY ($${values.push(kinds)}::text[])`);
    const count = (near: string, far: string) => `
      (SELECT count(*)::int FROM (
         SELECT DISTINCT ${far} FROM lineage_edge e
         ${conditions.length === 0 ? '' : `JOIN lineage_node far ON far.id = e.${far} AND ${conditions.join(' AND ')}`}
         WHERE e.${near} = node.id AND e.${far} <> node.id LIMIT ${MAX_COUNTED}) AS met)`;
    return this.manager.query(
      `SELECT node.id, ${count('downstream_id', 'upstream_id')} AS upstream, ${count('upstream_id', 'downstream_id')} AS downstream
       FROM unnest($1::uuid[]) AS node (id)`,
      values,
    );
  }
}
