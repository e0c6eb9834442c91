import type { Config } from '#platform/config/config.js';
import type { Finding } from './finding.js';
import { fine, problem, warning } from './finding.js';

/** Sends a statement and gives its rows. */
export type ReadRows = (sql: string, values?: unknown[]) => Promise<readonly Record<string, unknown>[]>;

const DURABLE = ['fsync', 'full_page_writes', 'synchronous_commit'];
/** Seconds by which two clocks may differ before somebody wonders about times. */
const CLOCKS = 5;

/** What a PostgreSQL says of itself. */
export async function checkDatabase(
  read: ReadRows,
  config: Pick<Config, 'database'> & { readonly subgraphs: number },
): Promise<readonly Finding[]> {
  const [server] = await read(`SELECT current_setting('server_version') AS version,
    current_setting('server_version_num')::int AS number, pg_is_in_recovery() AS recovering,
    extract(epoch FROM clock_timestamp())::float8 AS clock, current_setting('max_connections')::int AS connections`);
  const { version, number, recovering, clock, connections } = server as Record<string, never>;
  const off = (await read('SELECT name FROM pg_settings WHERE name = ANY ($1) AND setting = $2', [DURABLE, 'off'])).map(
    ({ name }) => name,
  );
  const drift = Math.abs(Number(clock) - Date.now() / 1_000);
  const needed = config.subgraphs * config.database.poolSize + config.database.readConnections;
  return [
    Number(number) >= 150_000
      ? fine('database.version', `PostgreSQL ${version}.`)
      : problem('database.version', `This is PostgreSQL ${version}.`, 'Use PostgreSQL 15 or newer.'),
    recovering
      ? problem(
          'database.primary',
          'This server is a standby: it takes no writes.',
          'Name the primary in DATABASE_URL.',
        )
      : fine('database.primary', 'The server takes writes.'),
    off.length === 0
      ? fine('database.durability', `${DURABLE.join(', ')} are on: what was acknowledged survives a crash.`)
      : problem(
          'database.durability',
          `${off.join(', ')} ${off.length === 1 ? 'is' : 'are'} off: a crash may lose acknowledged writes.`,
          `Set ${off.map((name) => `${name} = on`).join(', ')} in the configuration of PostgreSQL.`,
        ),
    drift < CLOCKS
      ? fine('database.clock', 'Its clock and that of this machine agree.')
      : warning(
          'database.clock',
          `Its clock and that of this machine differ by ${Math.round(drift)} seconds.`,
          'Set both by NTP: times in answers are those of the database, tokens end by that of this machine.',
        ),
    Number(connections) > needed
      ? fine('database.connections', `It takes ${connections} connections, and a server here opens ${needed} at most.`)
      : warning(
          'database.connections',
          `It takes ${connections} connections, and a server here may open ${needed}.`,
          'Raise max_connections, or lower PEDIGRAPH_DATABASE_POOL_SIZE.',
        ),
  ];
}
