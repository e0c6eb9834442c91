import { withConnection } from '#platform/database/driver/with-connection.js';

/** Milliseconds that whoever is at it may take. */
const PATIENCE = 120_000;

/** Does something on a store while nobody else does it there, in whichever process: a second one waits for the first. */
export function oneAtATime<T>(databaseUrl: string, work: () => Promise<T>): Promise<T> {
  // The turn ends with the connection.
  return withConnection(
    databaseUrl,
    async (connection) => {
      await connection.query("SELECT pg_advisory_lock(hashtextextended('pedigraph.example', 0))");
      return work();
    },
    PATIENCE,
  );
}
