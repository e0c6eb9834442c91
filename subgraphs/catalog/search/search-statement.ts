import { queryCondition, type Reached } from './conditions/query-condition.js';
import { relevance } from './conditions/relevance.js';
import { SqlParameters } from './conditions/sql-parameters.js';
import type { QueryNode } from './grammar/query-node.js';
import type { SearchDirection, SearchKind, SearchOrderBy } from './search.enums.js';
import type { SearchPlace } from './search-cursor.js';

/** A search, ready to be asked. */
export interface SearchQuestion {
  readonly query: QueryNode | null;
  readonly reached: Reached;
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
    readonly direction: SearchDirection;
    /** Continues behind a place, or nothing. */
    readonly behind: string;
  };
  readonly parameters: SqlParameters;
}

/**
 * Makes a statement of a search; `ordered` where its rows are read and not only counted.
 * @throws {PedigraphError} BAD_USER_INPUT for a value that does not fit its field, with its column.
 */
export function searchStatement(
  { query, reached, kinds, order: { by, metric, direction } }: SearchQuestion,
  { ordered, after }: { readonly ordered: boolean; readonly after: SearchPlace | null },
): SearchStatement {
  const parameters = new SqlParameters();
  const condition = query === null ? 'true' : queryCondition(query, reached, parameters);
  const where = `d.kind = ANY (${parameters.add(kinds)}::text[]) AND ${condition}`;
  const from =
    by === 'METRIC'
      ? `search_document d JOIN search_metric o ON o.document_id = d.id AND o.key = ${parameters.add(metric)} AND o.last < 'NaN'`
      : 'search_document d';
  const { key, type } = ordered ? sortKey(by, query, parameters) : { key: 'd.created', type: 'timestamptz' };
  const behind =
    after === null
      ? ''
      : ` AND (${key}, d.id) ${direction === 'DESC' ? '<' : '>'} (${parameters.add(after.key)}::${type}, ${parameters.add(after.id)}::uuid)`;
  return { from, where, order: { key, direction, behind }, parameters };
}

/** What the order really is: without words nothing is more relevant than another, and the newest come first. */
export function effectiveOrder(order: SearchOrdering, query: QueryNode | null): SearchOrdering {
  return order.by === 'RELEVANCE' && relevance(query, new SqlParameters()) === null
    ? { ...order, by: 'CREATED' }
    : order;
}

function sortKey(by: SearchOrderBy, query: QueryNode | null, parameters: SqlParameters): { key: string; type: string } {
  switch (by) {
    case 'CREATED':
      return { key: 'd.created', type: 'timestamptz' };
    case 'METRIC':
      return { key: 'o.last', type: 'float8' };
    case 'RELEVANCE':
      return { key: relevance(query, parameters) ?? '0::real', type: 'real' };
  }
}
