import DataLoader from 'dataloader';

/** Reads many rows by key in one statement, in any order; keys without a row are simply not among them. */
export type FindByKeys<Row> = (keys: readonly string[]) => Promise<readonly Row[]>;

/** A loader of rows by key: `null` where there is none. */
export type RowLoader<Row> = DataLoader<string, Row | null>;

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
