import pg from 'pg';
import { type Database, type DatabaseOptions, openDatabase } from '../database.js';
import { withConnection } from '../driver/with-connection.js';
import { migrate } from './migrate.js';

/** Milliseconds for which a lock is waited for: other statements on the table queue behind it meanwhile. */
const LOCK_TIMEOUT_MS = 200;

/**
 * Opens a database once more, as the role that owns it. Its few statements are no reads of requests: they go the plain
 * way, on connections of their own.
 */
export function openAsOwner({ options }: Database): Promise<Database> {
  const { url, migrationUrl = url } = options;
  return openDatabase({ ...options, url: migrationUrl, poolSize: 2, lanes: undefined, reads: 'plain' });
}

/**
 * Opens the tables of a database once more, empty, in a schema of their own that is made anew: to be filled beside
 * them, and to take their place (`takePlace`).
 * @param owner opened by `openAsOwner`
 */
export async function openBeside(owner: Database, schema: string): Promise<Database> {
  const beside: DatabaseOptions = { ...owner.options, schema, onStatement: undefined };
  await dropSchema(owner, schema);
  await migrate(beside);
  return openDatabase(beside);
}

/** Drops a schema with all that is in it, where it is there. */
export async function dropSchema({ options }: Database, schema: string): Promise<void> {
  await withConnection(options.url, (connection) =>
    connection.query(`DROP SCHEMA IF EXISTS ${pg.escapeIdentifier(schema)} CASCADE`),
  );
}

/** Runs a statement of the transaction in which the schemas change places. */
export type Query = <Row extends object>(sql: string) => Promise<Row[]>;

/**
 * In the transaction of `query`, gives a schema the place and the name of another, which goes, and to those who may
 * use that one the same rights in it. Who reads has one of
 * them or the other, whole. What has looked into the other in a transaction that goes on, such as a backup, must end
 * first.
 * @throws an error with the SQLSTATE 55P03 where somebody does not end: nothing has changed then, try it again.
 */
export async function takePlace(query: Query, schema: string, of: string): Promise<void> {
  const [old, before, beside] = [of, `${of}_before`, schema].map((name) => pg.escapeIdentifier(name));
  await query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
  const tables = await query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = ${pg.escapeLiteral(of)} ORDER BY 1`,
  );
  // A snapshot of before would find the tables by their names, and none of their rows.
  await query(`LOCK TABLE ${tables.map(({ name }) => name).join(', ')} IN ACCESS EXCLUSIVE MODE`);
  await copyGrants(query, schema, of);
  await query(`ALTER SCHEMA ${old} RENAME TO ${before}`);
  await query(`ALTER SCHEMA ${beside} RENAME TO ${old}`);
  await query(`DROP SCHEMA ${before} CASCADE`);
}

/** Grants on a schema and its tables what is granted on another and its tables of the same names, but to the owner. */
async function copyGrants(query: Query, schema: string, of: string): Promise<void> {
  const statements = await query<{ sql: string }>(`
    SELECT format('GRANT %s ON %s TO %s', string_agg(privilege_type, ', '), object, grantee) AS sql FROM (
      SELECT format('SCHEMA %I', ${pg.escapeLiteral(schema)}) AS object, a.*, nspowner AS owner
      FROM pg_namespace, aclexplode(nspacl) a WHERE nspname = ${pg.escapeLiteral(of)}
      UNION ALL
      SELECT format('TABLE %I.%I', ${pg.escapeLiteral(schema)}, relname), a.*, relowner
      FROM pg_class c, aclexplode(relacl) a
      WHERE relnamespace = to_regnamespace(quote_ident(${pg.escapeLiteral(of)})) AND relkind IN ('r', 'p')
        AND to_regclass(format('%I.%I', ${pg.escapeLiteral(schema)}, relname)) IS NOT NULL
    ) granted (object, grantor, grantee_id, privilege_type, is_grantable, owner)
    CROSS JOIN LATERAL (
      SELECT coalesce((SELECT quote_ident(rolname) FROM pg_roles WHERE oid = grantee_id), 'PUBLIC')
    ) named (grantee)
    WHERE grantee_id <> owner GROUP BY object, grantee`);
  for (const { sql } of statements) await query(sql);
}
