import DataLoader from 'dataloader';
import { validate as isUuid } from 'uuid';
import type { View } from '../auth/row-view.js';
import type { SealedRowsOf } from './sealed-rows.js';

/** Reads many rows by key in one statement, in any order; keys without a row are simply not among them. */
export type FindByKeys<Row> = (keys: readonly string[]) => Promise<readonly Row[]>;

/** A loader of rows by key: `null` where there is none. */
export type RowLoader<Row> = DataLoader<string, Row | null>;

/** A loader of all rows that share a key: an empty list where there are none. */
export type ListLoader<Row> = DataLoader<string, readonly Row[]>;

/**
 * A request's own loader over one by-key read: however many references an answer holds, it is one statement.
 * Born with the request and gone with it, so nothing is ever stale.
 * @param sealed the cache for rows that never change: what it holds is not read again
 * @param view rows as the caller sees them, hidden ones not at all: the cache is everybody's, so it comes behind it
 */
export function createLoader<Row extends object>(
  find: FindByKeys<Row>,
  keyOf: (row: Row) => string,
  sealed?: SealedRowsOf<Row>,
  view?: View<Row>,
): RowLoader<Row> {
  return new DataLoader((keys) => readRows(keys, { find, keyOf, sealed, view }));
}

/**
 * A loader by UUID, in either case. Clients may send anything as an ID; what is no UUID is nobody's, and PostgreSQL is
 * not asked.
 */
export function createIdLoader<Row extends object>(
  find: FindByKeys<Row>,
  keyOf: (row: Row) => string,
  sealed?: SealedRowsOf<Row>,
  view?: View<Row>,
): RowLoader<Row> {
  const lower = (key: string) => key.toLowerCase();
  const findUuids: FindByKeys<Row> = (keys) => {
    const uuids = keys.filter((key) => isUuid(key));
    return uuids.length === 0 ? Promise.resolve([]) : find(uuids);
  };
  return new DataLoader((keys) => readRows(keys.map(lower), { find: findUuids, keyOf, sealed, view }), {
    cacheKeyFn: lower,
  });
}

/** A loader of the rows that share a key, in the order the read gives them. */
export function createListLoader<Row>(find: FindByKeys<Row>, keyOf: (row: Row) => string): ListLoader<Row> {
  return new DataLoader(async (keys) => {
    const lists = new Map<string, Row[]>(keys.map((key) => [key, []]));
    for (const row of await find(keys)) lists.get(keyOf(row))?.push(row);
    return keys.map((key) => lists.get(key) ?? []);
  });
}

/**
 * The row of each key, from the cache where it holds it; null where there is none that the caller may see. A cached row
 * that it may not see is read, as one that is not there is: what is asked of the database says nothing of either.
 */
async function readRows<Row>(
  keys: readonly string[],
  {
    find,
    keyOf,
    sealed,
    view,
  }: {
    readonly find: FindByKeys<Row>;
    readonly keyOf: (row: Row) => string;
    readonly sealed: SealedRowsOf<Row> | undefined;
    readonly view: View<Row> | undefined;
  },
): Promise<(Row | null)[]> {
  const rows = new Map<string, Row>();
  if (sealed !== undefined && keys.some((key) => sealed.get(key) !== undefined)) await sealed.current();
  const missing = keys.filter((key) => {
    const cached = sealed?.get(key);
    if (cached === undefined || view?.(cached) === null) return true;
    rows.set(key, cached);
    return false;
  });
  for (const row of missing.length === 0 ? [] : await find(missing)) {
    rows.set(keyOf(row), row);
    sealed?.keep(keyOf(row), row);
  }
  const found = keys.map((key) => rows.get(key) ?? null);
  return view === undefined ? found : found.map((row) => row && view(row));
}
