import { withConnection } from '#platform/database/driver/with-connection.js';

/** The longest that a connection waits for its turn and does its work, in milliseconds. */
const TIME_LIMIT = 120_000;

/** Runs work on a store one at a time, across processes: a second one waits for the first. */
export function oneAtATime<T>(databaseUrl: string, work: () => Promise<T>): Promise<T> {
  // An advisory lock of the session: it ends with the connection.
  return withConnection(
    databaseUrl,
    async (connection) => {
      await connection.query("SELECT pg_advisory_lock(hashtextextended('pedigraph.example', 0))");
      return work();
    },
    TIME_LIMIT,
  );
}
