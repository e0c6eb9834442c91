import { PedigraphError } from '../../../src/platform/errors/pedigraph-error.js';
import { MAX_PAGE } from '../../../src/platform/paging/page.js';
import type { NodesByName } from '../lineage/find-root.js';
import { parseQuery } from './grammar/parse-query.js';
import { reachLineage } from './reach-lineage.js';
import type { SearchArgs, SearchOrder } from './search.args.js';
import { SearchKind } from './search.enums.js';
import { resultOf, type SearchConnection, type SearchFacet } from './search.type.js';
import { decodePlace, encodePlace } from './search-cursor.js';
import type { FacetRow, FoundRow, SearchQueryRepository } from './search-query.repository.js';
import { effectiveOrder, type SearchOrdering, type SearchQuestion, searchStatement } from './search-statement.js';

/** What a search asks with. */
export interface SearchMeans {
  readonly searches: SearchQueryRepository;
  readonly loaders: { readonly nodesByName: NodesByName };
}

/**
 * Searches the catalog: one page by keyset, and what else is asked about all pages.
 * @throws {PedigraphError} BAD_USER_INPUT with the column where the query is wrong; NOT_FOUND for an unknown ref in it.
 */
export async function searchCatalog(
  { query: text, kinds, first, after, orderBy }: SearchArgs,
  { searches, loaders }: SearchMeans,
): Promise<SearchConnection> {
  refuseOutOfRange(first);
  const query = parseQuery(text);
  const order = effectiveOrder(orderingOf(orderBy), query);
  const orderName = `${order.by} ${order.direction} ${order.metric ?? ''}`;
  const place = after == null ? null : decodePlace(orderName, after);
  const question: SearchQuestion = {
    query,
    reached: await reachLineage(query, loaders.nodesByName, searches),
    kinds: kinds ?? Object.values(SearchKind),
    order,
  };
  const rows = await searches.page(searchStatement(question, { ordered: true, after: place }), first + 1);
  const edges = rows
    .slice(0, first)
    .map((row) => ({ node: resultOf(row.kind, row.id), cursor: encodePlace(orderName, placeOf(row)) }));
  const all = () => searchStatement(question, { ordered: false, after: null });
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null },
    totalCount: () => searches.count(all()),
    facets: async () => facetsOf(await searches.facets(all())),
  };
}

/**
 * The newest things that a search finds, `limit` at most.
 * @throws {PedigraphError} as `searchCatalog` does.
 */
export async function findNewest(
  { query: text, kinds, limit }: { readonly limit: number } & Pick<SearchArgs, 'query' | 'kinds'>,
  { searches, loaders }: SearchMeans,
): Promise<FoundRow[]> {
  const query = parseQuery(text);
  const question: SearchQuestion = {
    query,
    reached: await reachLineage(query, loaders.nodesByName, searches),
    kinds: kinds ?? Object.values(SearchKind),
    order: { by: 'CREATED', metric: null, direction: 'DESC' },
  };
  return searches.page(searchStatement(question, { ordered: true, after: null }), limit);
}

function refuseOutOfRange(first: number): void {
  if (first >= 1 && first <= MAX_PAGE) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `first must be 1 to ${MAX_PAGE}, but is ${first}; ask for more with after.`,
    { max: MAX_PAGE },
  );
}

function orderingOf(order: SearchOrder | null | undefined): SearchOrdering {
  const { by, metric, direction } = order ?? { by: 'RELEVANCE', direction: 'DESC' };
  if ((by === 'METRIC') !== (metric != null)) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `orderBy must name a metric where it is by METRIC, and only there, but by is ${by} and metric is ${JSON.stringify(metric ?? null)}.`,
    );
  }
  return { by, metric: metric ?? null, direction };
}

function placeOf({ id, key }: FoundRow): { id: string; key: string } {
  return { id, key: key instanceof Date ? key.toISOString() : String(key) };
}

function facetsOf(rows: readonly FacetRow[]): SearchFacet[] {
  return ['kind', 'namespace', 'status', 'architecture', 'author'].map((name) => ({
    field: name,
    values: rows.filter(({ field }) => field === name).map(({ value, count }) => ({ value, count })),
  }));
}
