import { question } from '../api/query';
import { type Given, textIn, wordIn } from '../search-params';
import { SearchDocument } from './search.document';

/** The address of a search. */
export interface SearchSearch {
  readonly q?: string | undefined;
  /** `created`, or `metric.` and its key; the most relevant first where it is left out. */
  readonly order?: string | undefined;
  readonly direction?: 'asc' | undefined;
  readonly after?: string | undefined;
}

/** Reads it. */
export function readSearchSearch(given: Given): SearchSearch {
  const order = textIn(given, 'order');
  return {
    q: textIn(given, 'q'),
    order: order === 'created' || order?.startsWith(METRIC) === true ? order : undefined,
    direction: wordIn(given, 'direction', ['asc']),
    after: textIn(given, 'after'),
  };
}

/** What stands before the key of a metric in `order`. */
export const METRIC = 'metric.';

/** What a search asks. */
export function searchQuestion({ q = '', order, direction, after }: SearchSearch) {
  const ways = direction === 'asc' ? ('ASC' as const) : ('DESC' as const);
  return question(SearchDocument, {
    query: q,
    orderBy:
      order === undefined
        ? undefined
        : order === 'created'
          ? { by: 'CREATED' as const, direction: ways }
          : { by: 'METRIC' as const, metric: order.slice(METRIC.length), direction: ways },
    after,
  });
}
