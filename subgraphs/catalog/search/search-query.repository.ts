import type { EntityManager } from 'typeorm';
import type { Caller } from '#platform/auth/caller.js';
import { overSeen } from '#platform/database/rows/over-seen.js';
import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { relationToColumns } from '../lineage/column-node.js';
import type { LineageWay } from '../lineage/lineage.enums.js';
import type { SearchKind } from './search.enums.js';
import type { SearchStatement } from './search-statement.js';
import { SEEN_SEARCH } from './seen-documents.js';

/** A document that was found, and what it stands in order of. */
export interface FoundRow {
  readonly id: string;
  readonly kind: SearchKind;
  readonly key: Date | number;
}

/** How many of the documents found have a value. */
export interface FacetRow {
  readonly field: string;
  readonly value: string;
  readonly count: number;
}

/** Values of one facet at most. */
const MAX_FACET_VALUES = 20;

/** Reads of the tables of search, as far as a caller sees what is in them. */
export class SearchQueryRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly caller: Pick<Caller, 'rights'>,
  ) {}

  page({ from, where, order, parameters }: SearchStatement, limit: number): Promise<FoundRow[]> {
    return this.read(
      `SELECT d.id, d.kind, ${order.key} AS key FROM ${from} WHERE ${where}${order.behind}
       ORDER BY ${order.key} ${order.direction}, ${order.id} ${order.direction} LIMIT ${parameters.add(limit)}`,
      parameters.values,
    );
  }

  /** What kind of thing each of these documents is of; what is none is left out. */
  kindsOf(ids: readonly string[]): Promise<Pick<FoundRow, 'id' | 'kind'>[]> {
    return this.read('SELECT id, kind FROM search_document WHERE id = ANY ($1)', [ids]);
  }

  /** How many there are; it stops counting at `atMost`. */
  async count({ from, where, parameters }: SearchStatement, atMost: number): Promise<number> {
    const [row] = await this.read<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT FROM ${from} WHERE ${where} LIMIT ${parameters.add(atMost)}) AS found`,
      parameters.values,
    );
    return row!.count;
  }

  /** The values that the newest `atMost` of them have. */
  facets({ from, where, parameters }: SearchStatement, atMost: number): Promise<FacetRow[]> {
    return this.read(
      `SELECT field, value, count FROM (
         SELECT field, value, count(*)::int AS count,
           row_number() OVER (PARTITION BY field ORDER BY count(*) DESC, value) AS place
         FROM (SELECT d.id, d.kind, d.namespace, d.status, d.architecture, d.author FROM ${from} WHERE ${where}
           ORDER BY d.created DESC, d.id DESC LIMIT ${parameters.add(atMost)}) AS d CROSS JOIN LATERAL (
           VALUES ('kind', d.kind), ('namespace', d.namespace), ('status', d.status),
             ('architecture', d.architecture), ('author', d.author)
           UNION ALL SELECT 'owner', owner FROM search_owner WHERE document_id = d.id) AS facet (field, value)
         WHERE value IS NOT NULL GROUP BY field, value) AS counted
       WHERE place <= ${MAX_FACET_VALUES} ORDER BY field, place`,
      parameters.values,
    );
  }

  /** The ids that a query for ids has, the first `limit` of them. */
  async ids(query: string, { values }: SqlParameters, limit: number): Promise<string[]> {
    const parameters = [...values, limit];
    const rows = await this.read<{ id: string }>(
      `SELECT id FROM (${query}) AS member LIMIT $${parameters.length}`,
      parameters,
    );
    return rows.map(({ id }) => id);
  }

  /**
   * All nodes on the way from the roots, without them, `limit` at most: each is met once, so cycles end. The way goes
   * through what is hidden, as a lineage shows it. OFFSET keeps PostgreSQL, which cannot know how few nodes a step has,
   * from reading all edges at each step.
   */
  async reach(roots: readonly string[], way: LineageWay, limit: number): Promise<string[]> {
    const [near, far] = way === 'UPSTREAM' ? ['downstream_id', 'upstream_id'] : ['upstream_id', 'downstream_id'];
    const rows = await this.read<{ id: string }>(
      `WITH RECURSIVE reached (id) AS (
         SELECT ${far} FROM lineage_edge WHERE ${near} = ANY ($1::uuid[]) AND relation <> $3
         UNION
         SELECT next.id FROM reached CROSS JOIN LATERAL (
           SELECT ${far} AS id FROM lineage_edge WHERE ${near} = reached.id AND relation <> $3 OFFSET 0) AS next)
       SELECT id FROM reached LIMIT $2`,
      [roots, limit, relationToColumns(way)],
    );
    const own = new Set(roots);
    return rows.map(({ id }) => id).filter((id) => !own.has(id));
  }

  private read<Row>(text: string, values: unknown[]): Promise<Row[]> {
    const statement = overSeen({ text, values }, this.caller.rights, SEEN_SEARCH);
    return this.manager.query(statement.text, statement.values);
  }
}
