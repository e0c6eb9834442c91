import { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { type KnownMembers, queryCondition } from './conditions/query-condition.js';
import { relevance } from './conditions/relevance.js';
import type { QueryNode } from './grammar/query-node.js';
import type { SearchDirection, SearchKind, SearchOrderBy } from './search.enums.js';
import type { SearchPlace } from './search-cursor.js';

/** A search, ready to be asked. */
export interface SearchQuestion {
  readonly query: QueryNode | null;
  readonly known: KnownMembers;
  readonly kinds: readonly SearchKind[];
  readonly order: SearchOrdering;
}

/** What results stand in order of; `metric` where it is one. */
export interface SearchOrdering {
  readonly by: SearchOrderBy;
  readonly metric: string | null;
  readonly direction: SearchDirection;
}

/** The parts of a statement over `search_document d`: constants, and the parameters they refer to. */
export interface SearchStatement {
  readonly from: string;
  readonly where: string;
  readonly order: {
    readonly key: string;
    /** The id among equals, as the index of the order has it. */
    readonly id: string;
    readonly direction: SearchDirection;
    /** Continues behind a place, or nothing. */
    readonly behind: string;
  };
  readonly parameters: SqlParameters;
}

/** Of which results a statement is. */
export interface StatementOptions {
  /** Whether their rows are read, and not only counted. */
  readonly ordered: boolean;
  /** Behind which place. */
  readonly after: SearchPlace | null;
  /** Where a metric orders them: those with a number, or those with NaN, which PostgreSQL would put first. @default any */
  readonly measured?: Measured | undefined;
}

/** What the last value of a metric is. */
export type Measured = 'any' | 'number' | 'nan';

const MEASURED = { any: '', number: " AND o.last < 'NaN'", nan: " AND o.last = 'NaN'" } as const;

/**
 * Makes a statement of a search.
 * @throws {PedigraphError} BAD_USER_INPUT for a value that does not fit its field, with its column.
 */
export function searchStatement(
  { query, known, kinds, order: { by, metric, direction } }: SearchQuestion,
  { ordered, after, measured = 'any' }: StatementOptions,
): SearchStatement {
  const parameters = new SqlParameters();
  const condition = query === null ? 'true' : queryCondition(query, known, parameters);
  const where = `d.kind = ANY (${parameters.add(kinds)}::text[]) AND ${condition}`;
  const from =
    by === 'METRIC'
      ? `search_document d JOIN search_metric o ON o.document_id = d.id AND o.key = ${parameters.add(metric)}${MEASURED[measured]}`
      : 'search_document d';
  const { key, id, type } = ordered ? sortKey(by, query, parameters) : NEWEST;
  const behind =
    after === null
      ? ''
      : ` AND (${key}, ${id}) ${direction === 'DESC' ? '<' : '>'} (${parameters.add(after.key)}::${type}, ${parameters.add(after.id)}::uuid)`;
  return { from, where, order: { key, id, direction, behind }, parameters };
}

/** What the order really is: without words nothing is more relevant than another, and the newest come first. */
export function effectiveOrder(order: SearchOrdering, query: QueryNode | null): SearchOrdering {
  return order.by === 'RELEVANCE' && relevance(query, new SqlParameters()) === null
    ? { ...order, by: 'CREATED' }
    : order;
}

interface SortKey {
  readonly key: string;
  readonly id: string;
  readonly type: string;
}

const NEWEST: SortKey = { key: 'd.created', id: 'd.id', type: 'timestamptz' };

function sortKey(by: SearchOrderBy, query: QueryNode | null, parameters: SqlParameters): SortKey {
  switch (by) {
    case 'CREATED':
      return NEWEST;
    case 'METRIC':
      return { key: 'o.last', id: 'o.document_id', type: 'float8' };
    case 'RELEVANCE':
      return { key: relevance(query, parameters) ?? '0::real', id: 'd.id', type: 'real' };
  }
}
