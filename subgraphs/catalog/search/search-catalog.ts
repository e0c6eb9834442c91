import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { MAX_COUNTED } from '#platform/paging/count-rows.js';
import { MAX_PAGE, pageBounds } from '#platform/paging/page.js';
import type { NodesByName } from '../lineage/find-root.js';
import { parseQuery } from './grammar/parse-query.js';
import { lookUpMembers } from './look-up-members.js';
import { reachLineage } from './reach-lineage.js';
import type { SearchArgs, SearchOrder } from './search.args.js';
import { SearchFacetField, SearchKind } from './search.enums.js';
import { MAX_RANKED, resultOf, type SearchConnection, type SearchFacet } from './search.type.js';
import { decodePlace, encodePlace, isPlaceOf, NOT_A_NUMBER, type SearchPlace } from './search-cursor.js';
import type { FacetRow, FoundRow, SearchQueryRepository } from './search-query.repository.js';
import {
  effectiveOrder,
  type Measured,
  type SearchOrdering,
  type SearchQuestion,
  searchStatement,
} from './search-statement.js';

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
  means: SearchMeans,
): Promise<SearchConnection> {
  const { searches } = means;
  refuseOutOfRange(first);
  const query = parseQuery(text);
  const asked = effectiveOrder(orderingOf(orderBy), query);
  refuseForeignPlace(asked, after);
  const unordered = await readyToAsk(query, kinds, means);
  const order = await affordableOrder({ ...unordered, order: asked }, after, searches);
  const question: SearchQuestion = { ...unordered, order };
  const orderName = nameOf(order);
  const place = after == null ? null : decodePlace(orderName, after);
  const rows = await pageOf(question, place, { limit: first + 1, searches });
  const edges = rows
    .slice(0, first)
    .map((row) => ({ node: resultOf(row.kind, row.id), cursor: encodePlace(orderName, placeOf(row)) }));
  const all = () => searchStatement(question, { ordered: false, after: null });
  let counted: Promise<number> | undefined;
  const count = () => {
    counted ??= searches.count(all(), MAX_COUNTED + 1);
    return counted;
  };
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: pageBounds(edges, { after, hasNextPage: rows.length > first }),
    orderedBy: order.by,
    totalCount: async () => Math.min(await count(), MAX_COUNTED),
    countsAreCapped: async () => (await count()) > MAX_COUNTED,
    facets: async () => facetsOf(await searches.facets(all(), MAX_COUNTED)),
  };
}

/**
 * The newest things that a search finds, `limit` at most.
 * @throws {PedigraphError} as `searchCatalog` does.
 */
export async function findNewest(
  { query: text, kinds, limit }: { readonly limit: number } & Pick<SearchArgs, 'query' | 'kinds'>,
  means: SearchMeans,
): Promise<FoundRow[]> {
  const order = { by: 'CREATED', metric: null, direction: 'DESC' } as const;
  const question: SearchQuestion = { ...(await readyToAsk(parseQuery(text), kinds, means)), order };
  return means.searches.page(searchStatement(question, { ordered: true, after: null }), limit);
}

/** A page of results. By a metric they stand in two: those with a number, then those with NaN, whichever end comes first. */
async function pageOf(
  question: SearchQuestion,
  after: SearchPlace | null,
  { limit, searches }: { readonly limit: number; readonly searches: SearchQueryRepository },
): Promise<FoundRow[]> {
  if (question.order.by !== 'METRIC') return searches.page(searchStatement(question, { ordered: true, after }), limit);
  const isBehindNumbers = after?.key === NOT_A_NUMBER;
  const part = (measured: Measured, behind: SearchPlace | null, count: number) =>
    searches.page(searchStatement(question, { ordered: true, after: behind, measured }), count);
  const numbers = isBehindNumbers ? [] : await part('number', after, limit);
  if (numbers.length === limit) return numbers;
  return [...numbers, ...(await part('nan', isBehindNumbers ? after : null, limit - numbers.length))];
}

/** A search with all that has to be known before it is asked. */
async function readyToAsk(
  query: SearchQuestion['query'],
  kinds: SearchArgs['kinds'],
  { searches, loaders }: SearchMeans,
): Promise<Omit<SearchQuestion, 'order'>> {
  const [reached, members] = await Promise.all([
    reachLineage(query, loaders.nodesByName, searches),
    lookUpMembers(query, searches),
  ]);
  return { query, known: new Map([...reached, ...members]), kinds: kinds ?? Object.values(SearchKind) };
}

/**
 * The order that is asked for, or the newest first where too many have the words to rank them. Pages behind the first
 * stand in the order of the first, which their cursor knows.
 */
async function affordableOrder(
  question: SearchQuestion,
  after: string | null | undefined,
  searches: SearchQueryRepository,
): Promise<SearchOrdering> {
  const { order } = question;
  if (order.by !== 'RELEVANCE') return order;
  const newest = { ...order, by: 'CREATED' } as const;
  if (after != null) return isPlaceOf(nameOf(order), after) ? order : newest;
  const statement = searchStatement(question, { ordered: false, after: null });
  return (await searches.count(statement, MAX_RANKED + 1)) > MAX_RANKED ? newest : order;
}

/** Before anything is asked of the database. */
function refuseForeignPlace(asked: SearchOrdering, after: string | null | undefined): void {
  if (after == null) return;
  const newest = nameOf({ ...asked, by: 'CREATED' });
  decodePlace(asked.by === 'RELEVANCE' && isPlaceOf(newest, after) ? newest : nameOf(asked), after);
}

function nameOf({ by, direction, metric }: SearchOrdering): string {
  return `${by} ${direction} ${metric ?? ''}`;
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
  return Object.values(SearchFacetField).map((name) => ({
    field: name,
    values: rows.filter(({ field }) => field === name.toLowerCase()).map(({ value, count }) => ({ value, count })),
  }));
}
