import { existsSync } from 'node:fs';
import type { Config } from '#platform/config/config.js';
import { withConnection } from '#platform/database/driver/with-connection.js';
import { defaultDataFolder } from '#platform/embedded-postgres/default-data-folder.js';
import { dataIn } from '#platform/embedded-postgres/server-home.js';
import { openStore } from '../open-store.js';
import { SUBGRAPHS } from '../subgraph-definitions.js';
import { checkDataFolder } from './check-data-folder.js';
import { checkDatabase, type ReadRows } from './check-database.js';
import { checkProcess } from './check-process.js';
import { checkRole } from './check-role.js';
import { checkSchemas } from './check-schemas.js';
import { checkSubgraphs } from './check-subgraphs.js';
import { attempted, type Finding } from './finding.js';

/** What is looked at. */
export interface DiagnoseOptions {
  readonly config: Config;
  readonly env: NodeJS.ProcessEnv;
  /** Subgraphs that run elsewhere, by name. */
  readonly urls: Readonly<Record<string, string>>;
}

/**
 * Looks at an installation and its store, and changes nothing in it. An embedded server that does not run is started
 * for the time it takes; one that was never made is not made.
 */
export async function diagnose({ config, env, urls }: DiagnoseOptions): Promise<readonly Finding[]> {
  const findings = [...checkProcess(config, env)];
  const isEmbedded = config.databaseUrl === undefined;
  if (isEmbedded) {
    const folder = config.dataFolder ?? (await defaultDataFolder('.pedigraph')).folder;
    const found = await attempted('data', () => checkDataFolder(folder));
    findings.push(...found);
    const isOpenable = existsSync(dataIn(folder)) && !found.some(({ status }) => status === 'problem');
    if (isOpenable) findings.push(...(await attempted('database', () => checkStore(config))));
  } else findings.push(...(await attempted('database', () => checkStore(config))));
  return [...findings, ...(await checkSubgraphs(urls))];
}

async function checkStore(config: Config): Promise<readonly Finding[]> {
  await using store = await openStore(config);
  const { url, migrationUrl } = store;
  const served = await readingOn(url, async (read) => [
    ...(await checkDatabase(read, { database: config.database, subgraphs: SUBGRAPHS.length })),
    await checkRole(read, { knowsOwner: url !== migrationUrl }),
  ]);
  // As the owner: the role that serves may not be granted anything yet.
  return [...served, ...(await attempted('migrations', () => readingOn(migrationUrl, checkSchemas)))];
}

function readingOn<T>(url: string, look: (read: ReadRows) => Promise<T>): Promise<T> {
  return withConnection(url, (connection) =>
    look(async (sql, values = []) => (await connection.query(sql, values)).rows),
  );
}
