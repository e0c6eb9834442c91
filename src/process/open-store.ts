import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '#platform/config/config.js';
import { withConnection } from '#platform/database/driver/with-connection.js';
import { reachDatabase } from '#platform/database/reach-database.js';
import { createDatabaseIfMissing } from '#platform/database/schema/create-database.js';
import { defaultDataFolder } from '#platform/embedded-postgres/default-data-folder.js';
import { dataIn } from '#platform/embedded-postgres/server-home.js';
import { makeServingRole, SERVING_ROLE } from '#platform/embedded-postgres/serving-role.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/embedded-postgres/start-embedded-postgres.js';

/** The PostgreSQL the process works on. */
export interface Store extends AsyncDisposable {
  /** As the role that serves. */
  readonly url: string;
  /** As the role that owns it, for migrations and the commands of its operator; the same where there is one role. */
  readonly migrationUrl: string;
  /** Where the data lies, in words. */
  readonly place: string;
  /** Why the data is not where one would look first; to be printed. */
  readonly because?: string | undefined;
  readonly embedded: boolean;
}

const DATABASE = 'pedigraph';

/** The store cannot be opened; the message says what to do. */
export class StoreError extends Error {}

/** What is called while the store is opened and in use. */
export interface OpenStoreOptions {
  /**
   * Called once PostgreSQL is running or starts in a process of its own: from then on, work of this process does not
   * delay it.
   */
  readonly launched?: (() => void) | undefined;
  /** Logs that an embedded server has died and is brought back. @default nothing is logged */
  readonly logger?: Pick<Logger, 'error'> | undefined;
}

/**
 * The PostgreSQL at `DATABASE_URL`, or an embedded one in the data folder.
 * @throws {StoreError | EmbeddedPostgresError} with one sentence that says what to do.
 */
export async function openStore(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'> & Partial<Pick<Config, 'database' | 'databaseMigrationUrl'>>,
  { launched, logger }: OpenStoreOptions = {},
): Promise<Store> {
  if (config.databaseUrl !== undefined) {
    const { databaseUrl: url, databaseMigrationUrl: migrationUrl = url } = config;
    return openGivenStore(url, migrationUrl, config.database?.waitMs ?? 0);
  }
  const { folder, because } =
    config.dataFolder === undefined
      ? await defaultDataFolder('.pedigraph')
      : { folder: config.dataFolder, because: undefined };
  const server = await startEmbeddedPostgres({
    folder,
    launched,
    report: (sentence) => logger?.error(sentence),
  });
  await makeDatabase(server);
  return {
    url: server.servingUrl(DATABASE),
    migrationUrl: server.url(DATABASE),
    place: server.folder,
    because,
    embedded: true,
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

/** The role that serves where it is another than the owner; undefined where there is one role for both. */
export async function servingRoleOf({ url, migrationUrl }: Pick<Store, 'url' | 'migrationUrl'>) {
  if (url === migrationUrl) return undefined;
  return withConnection(url, async (connection): Promise<string> => {
    const { rows } = await connection.query('SELECT current_user AS role');
    return rows[0].role;
  });
}

/**
 * Once it is made, with the role that serves, a file in the cluster names its folder there and that role: whether the
 * folder exists is known sooner than PostgreSQL can be asked, and it goes with the database where somebody drops it.
 */
async function makeDatabase({ folder, url, servingUrl }: EmbeddedPostgres): Promise<void> {
  const cluster = dataIn(folder);
  const made = path.join(cluster, 'embedded.database');
  const [place = '', role] = (await readFile(made, 'utf8').catch(() => '')).split(' ');
  if (/^base\/\d+$/.test(place) && role === SERVING_ROLE && existsSync(path.join(cluster, place))) return;
  await createDatabaseIfMissing(url(), DATABASE);
  await makeServingRole(url(DATABASE), decodeURIComponent(new URL(servingUrl(DATABASE)).password));
  // Whole or absent, whoever else makes it at the same time; and a symlink laid there is replaced, not followed.
  const draft = `${made}.draft-${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${await placeOf(url(DATABASE))} ${SERVING_ROLE}`, { flag: 'wx', mode: 0o600 });
  await rename(draft, made);
}

function placeOf(databaseUrl: string): Promise<string> {
  return withConnection(databaseUrl, async (connection) => {
    const { rows } = await connection.query(
      `SELECT 'base/' || oid AS place FROM pg_database WHERE datname = current_database()`,
    );
    return rows[0].place;
  });
}

async function openGivenStore(url: string, migrationUrl: string, waitMs: number): Promise<Store> {
  const { host, pathname } = new URL(url);
  try {
    await reachDatabase(url, waitMs);
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    const reason = message || String(code);
    throw new StoreError(
      `The PostgreSQL at ${host} (DATABASE_URL) cannot be used: ${reason.replace(/\.$/, '')}. Start it or correct the URL (PEDIGRAPH_DATABASE_WAIT_MS waits for one that is still starting); without DATABASE_URL an embedded one is started.`,
    );
  }
  const place = `PostgreSQL at ${host}${pathname}`;
  return { url, migrationUrl, place, embedded: false, [Symbol.asyncDispose]: async () => {} };
}
