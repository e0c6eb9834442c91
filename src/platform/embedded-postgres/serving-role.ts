import { createHmac } from 'node:crypto';
import pg from 'pg';

/** The role that the product serves as, on an embedded server. */
export const SERVING_ROLE = 'pedigraph_serving';

/** Milliseconds that connecting and each answer may take. */
const TIMEOUT_MS = 30_000;

/** Its password, which comes of the superuser's: whoever learns it learns nothing of the other. */
export function servingPassword(superuserPassword: string): string {
  return createHmac('sha256', superuserPassword).update(SERVING_ROLE).digest('base64url');
}

/**
 * Makes the role that serves, or puts it right: it signs in, and may use one database. What PostgreSQL lets everybody
 * do is taken from everybody: to enter the other databases, and to make temporary tables and large objects. What the
 * role may do with tables is granted with their migrations.
 * @param databaseUrl the database of the product, as the superuser
 */
export async function makeServingRole(databaseUrl: string, password: string): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  });
  client.on('error', () => {}); // the statement under way rejects with it
  await client.connect();
  try {
    await client.query(roleSql(new URL(databaseUrl).pathname.slice(1), password));
  } finally {
    await client.end().catch(() => {});
  }
}

/** One transaction; processes that start at the same time take turns. */
function roleSql(database: string, password: string): string {
  return `
    BEGIN;
    SELECT pg_advisory_xact_lock(hashtextextended('pedigraph.serving-role', 0));
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${SERVING_ROLE}') THEN CREATE ROLE ${SERVING_ROLE}; END IF;
    END $$;
    ALTER ROLE ${SERVING_ROLE} LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
      PASSWORD ${pg.escapeLiteral(password)};
    ALTER ROLE ${SERVING_ROLE} RESET ALL;
    REVOKE ALL ON DATABASE postgres, template1, ${pg.escapeIdentifier(database)} FROM PUBLIC;
    REVOKE ALL ON DATABASE ${pg.escapeIdentifier(database)} FROM ${SERVING_ROLE};
    GRANT CONNECT ON DATABASE ${pg.escapeIdentifier(database)} TO ${SERVING_ROLE};
    REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC;
    COMMIT;`;
}
