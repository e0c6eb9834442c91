import pg from 'pg';
import type { Config } from '#platform/config/config.js';
import { withConnection } from '#platform/database/driver/with-connection.js';
import { writeReporting } from '#platform/database/reporting/write-views.js';
import type { Read } from '#platform/database/rights/schema-rights.js';
import { MIGRATION_LOCK } from '#platform/database/schema/migrate.js';
import { migrateStore } from './migrate-store.js';
import { type Store, servingRoleOf } from './open-store.js';
import { REPORTING_VIEWS } from './reporting-views.js';

/**
 * Brings a store up to date and makes the schema `reporting` in it, as its owner: of what each subgraph declares, all of
 * it or nothing. What was there and is not declared any more goes.
 * @param reader the role that may read it: one that there is, and neither serves nor owns the store
 * @throws {Error} a sentence, where there is no such role, or something of others rests on a view that has to change
 */
export async function makeReporting(
  store: Pick<Store, 'url' | 'migrationUrl'>,
  config: Pick<Config, 'timeouts' | 'callers'>,
  reader: string,
): Promise<void> {
  const work = async (query: Read) => {
    await refuseReader(query, store, reader);
    await migrateStore(store, config);
    await query('BEGIN', []);
    await query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`, []);
    await writeReporting(query, REPORTING_VIEWS, pg.escapeIdentifier(reader));
    await query('COMMIT', []);
  };
  await withConnection(
    store.migrationUrl,
    (connection) => work(async (sql, values) => (await connection.query(sql, values)).rows),
    config.timeouts.migration,
  );
}

async function refuseReader(query: Read, store: Pick<Store, 'url' | 'migrationUrl'>, reader: string): Promise<void> {
  const [found] = await query('SELECT current_user = $1 AS "isOwner", to_regrole(quote_ident($1)) AS role', [reader]);
  if (found?.['role'] == null)
    throw new Error(
      `There is no role "${reader}" that could read the reports: whoever administers the database makes it, by CREATE ROLE … LOGIN PASSWORD '…'. Or name another with --role.`,
    );
  if (found['isOwner'] === true || (await servingRoleOf(store)) === reader)
    throw new Error(`The role "${reader}" serves or owns the store: name one with --role that is for reports alone.`);
}
