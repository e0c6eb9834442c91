import DataLoader from 'dataloader';
import { validate as isUuid } from 'uuid';

/** Reads many rows by key in one statement, in any order; keys without a row are simply not among them. */
export type FindByKeys<Row> = (keys: readonly string[]) => Promise<readonly Row[]>;

/** A loader of rows by key: `null` where there is none. */
export type RowLoader<Row> = DataLoader<string, Row | null>;

/** A loader of all rows that share a key: an empty list where there are none. */
export type ListLoader<Row> = DataLoader<string, readonly Row[]>;

/**
 * A request's own loader over one by-key read: however many references an answer holds, it is one statement.
 * Born with the request and gone with it, so nothing is ever stale.
 */
export function createLoader<Row>(find: FindByKeys<Row>, keyOf: (row: Row) => string): RowLoader<Row> {
  return new DataLoader(async (keys) => {
    const rows = new Map((await find(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => rows.get(key) ?? null);
  });
}

/**
 * A loader by UUID, in either case. Clients may send anything as an ID; what is no UUID is nobody's, and PostgreSQL is
 * not asked.
 */
export function createIdLoader<Row>(find: FindByKeys<Row>, keyOf: (row: Row) => string): RowLoader<Row> {
  const lower = (key: string) => key.toLowerCase();
  return new DataLoader(
    async (keys) => {
      const uuids = keys.filter((key) => isUuid(key)).map(lower);
      const rows = new Map((uuids.length === 0 ? [] : await find(uuids)).map((row) => [keyOf(row), row]));
      return keys.map((key) => rows.get(lower(key)) ?? null);
    },
    { cacheKeyFn: lower },
  );
}

/** A loader of the rows that share a key, in the order the read gives them. */
export function createListLoader<Row>(find: FindByKeys<Row>, keyOf: (row: Row) => string): ListLoader<Row> {
  return new DataLoader(async (keys) => {
    const lists = new Map<string, Row[]>(keys.map((key) => [key, []]));
    for (const row of await find(keys)) lists.get(keyOf(row))?.push(row);
    return keys.map((key) => lists.get(key) ?? []);
  });
}
