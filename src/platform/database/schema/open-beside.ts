import pg from 'pg';
import { type Database, type DatabaseOptions, openDatabase } from '../database.js';
import { withConnection } from '../driver/with-connection.js';
import { migrate } from './migrate.js';

/** Milliseconds for which a lock is waited for: other statements on the table queue behind it meanwhile. */
const LOCK_TIMEOUT_MS = 200;

/**
 * Opens the tables of a database once more, empty, in a schema of their own that is made anew: to be filled beside
 * them, and to take their place (`takePlace`).
 */
export async function openBeside({ options }: Database, schema: string): Promise<Database> {
  const beside: DatabaseOptions = {
    ...options,
    schema,
    poolSize: 2,
    lanes: undefined,
    reads: 'plain',
    onStatement: undefined,
  };
  await dropSchema(options.url, schema);
  await migrate(beside);
  return openDatabase(beside);
}

/** Drops a schema with all that is in it, where it is there. */
export async function dropSchema(url: string, schema: string): Promise<void> {
  await withConnection(url, (connection) =>
    connection.query(`DROP SCHEMA IF EXISTS ${pg.escapeIdentifier(schema)} CASCADE`),
  );
}

/** Runs a statement of the transaction in which the schemas change places. */
export type Query = <Row extends object>(sql: string) => Promise<Row[]>;

/**
 * In the transaction of `query`, gives a schema the place and the name of another, which goes. Who reads has one of
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
  await query(`ALTER SCHEMA ${old} RENAME TO ${before}`);
  await query(`ALTER SCHEMA ${beside} RENAME TO ${old}`);
  await query(`DROP SCHEMA ${before} CASCADE`);
}
