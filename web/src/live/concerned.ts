import type { Query } from '@tanstack/react-query';
import type { LiveEvent } from './live-event';

/** Questions about everything: whatever is written may be in the answer. */
const ABOUT_ALL = new Set(['Overview', 'Models', 'Review', 'Insight', 'Access']);

/** Lists that somebody reads from above: they do not jump, but say how much is new. */
const LISTS: ReadonlyMap<string, (event: LiveEvent) => boolean> = new Map([
  ['Runs', ({ subgraph }: LiveEvent) => subgraph === 'experiments'],
  ['Ledger', () => true],
  ['Search', () => true],
]);

/** What says which question a query asks. */
function documentOf(query: Query): string {
  return String(query.queryKey[0]);
}

/** Whether a query is of a list that is not read again by itself. */
export function isList(query: Query): boolean {
  return LISTS.has(documentOf(query));
}

/** How much is new to a list since it was read. */
export function newsOf(query: Query, news: readonly (LiveEvent & { readonly heardAt: number })[]): number {
  const concerns = LISTS.get(documentOf(query));
  if (concerns === undefined) return 0;
  return news.filter((event) => event.heardAt > query.state.dataUpdatedAt && concerns(event)).length;
}

/** Whether the answer to a query may be another one by some events. Null is whatever may have happened. */
export function isConcerned(query: Query, events: readonly LiveEvent[] | null): boolean {
  const document = documentOf(query);
  // Who looks at the page is no fact of a ledger that others write; lists are told of, and not read.
  if (document === 'Viewer' || LISTS.has(document)) return false;
  if (events === null || ABOUT_ALL.has(document) || !query.isActive()) return true;
  const text = JSON.stringify([query.queryKey, query.state.data]);
  return events.some(({ subject }) => needlesOf(subject).some((needle) => text.includes(needle)));
}

/** What stands in an answer that is about a subject: its name, and of a run or a deployment its id. */
function needlesOf(subject: string): string[] {
  const [name = subject, selector = ''] = subject.split('@');
  return selector.length >= 32 ? [JSON.stringify(name), selector] : [name];
}
