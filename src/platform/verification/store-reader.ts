import { withConnection } from '../database/driver/with-connection.js';

/** Reads a store as it is at one moment, for as long as that takes. */
export interface StoreReader {
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The rows of a statement, so many at a time: however many there are, no more are in memory. */
  batches<Row extends object>(sql: string, values?: readonly unknown[]): AsyncGenerator<Row[], void>;
}

/** Rows that are read at a time; one may be of megabytes. */
const BATCH = 200;

/** Milliseconds that one statement may take: it may read a whole table of any size. */
const STATEMENT_TIMEOUT_MS = 24 * 60 * 60 * 1_000;

/**
 * Reads on a connection of its own, in one transaction, which sees nothing of what is written meanwhile and writes
 * nothing itself.
 */
export function readStore<T>(databaseUrl: string, work: (reader: StoreReader) => Promise<T>): Promise<T> {
  return withConnection(
    databaseUrl,
    async (connection) => {
      const query = async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
        (await connection.query(sql, [...values])).rows as Row[];
      await query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await query('SET LOCAL statement_timeout = 0');
      await query("SET LOCAL TimeZone = 'UTC'");
      return work(readerOn(query));
    },
    STATEMENT_TIMEOUT_MS,
  );
}

function readerOn(query: StoreReader['query']): StoreReader {
  let cursors = 0;
  return {
    query,
    async *batches<Row extends object>(sql: string, values: readonly unknown[] = []) {
      const cursor = `cursor_${++cursors}`;
      await query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${sql}`, values);
      for (;;) {
        const rows = await query<Row>(`FETCH ${BATCH} FROM ${cursor}`);
        if (rows.length > 0) yield rows;
        if (rows.length < BATCH) break;
      }
      await query(`CLOSE ${cursor}`);
    },
  };
}
