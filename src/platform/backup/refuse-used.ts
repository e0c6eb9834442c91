import pg from 'pg';
import { MIGRATION_LOCK } from '../database/schema/migrate.js';
import { BackupError } from './backup-manifest.js';
import { type Ask, describeTables, migrationsOf, tableIn } from './describe-schema.js';

/**
 * Takes away schemas of the product in which nothing is written, so that they can be made anew, and holds others off
 * until the transaction ends.
 * @throws {BackupError} where something is written, somebody is at work there, or a schema is somebody else's.
 */
export async function clearForRestore(ask: Ask, schemas: readonly string[]): Promise<void> {
  await ask(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
  const [user] = await ask<{ name: string }>(
    `SELECT application_name AS name FROM pg_stat_activity
     WHERE datname = current_database() AND application_name LIKE 'pedigraph-%' AND pid <> pg_backend_pid() LIMIT 1`,
  );
  if (user !== undefined) {
    throw new BackupError(`A process of Pedigraph works on this database (${user.name}): stop it, then restore.`);
  }
  for (const schema of schemas) {
    const tables = await describeTables(ask, schema);
    const isOurs = (await migrationsOf(ask, schema)) !== null;
    if (!isOurs && tables.length > 0) {
      throw new BackupError(`The schema ${schema} of this database is not Pedigraph's: restore into another database.`);
    }
    if (!isOurs) continue;
    for (const { name } of tables) {
      const table = tableIn(schema, name);
      await ask(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
      const [{ isUsed } = { isUsed: true }] = await ask<{ isUsed: boolean }>(
        `SELECT EXISTS (SELECT FROM ${table}) AS "isUsed"`,
      );
      if (isUsed) {
        throw new BackupError(
          `There is something written already (${schema}.${name} has rows): restore into a new folder (--data) or an empty database (--database-url).`,
        );
      }
    }
    await ask(`DROP SCHEMA ${pg.escapeIdentifier(schema)} CASCADE`);
  }
}
