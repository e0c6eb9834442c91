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
  config: Pick<Config, 'database'> & { readonly embedded: boolean; readonly subgraphs: number },
): Promise<readonly Finding[]> {
  const [server] = await read(`SELECT current_setting('server_version') AS version,
    current_setting('server_version_num')::int AS number, pg_is_in_recovery() AS recovering,
    extract(epoch FROM clock_timestamp())::float8 AS clock, current_setting('max_connections')::int AS connections,
    current_user AS role, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS super`);
  const { version, number, recovering, clock, connections, role } = server as Record<string, never>;
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
    ...(config.embedded ? [] : [await checkRole(read, String(role), Boolean(server?.['super']))]),
  ];
}

/** What the role may that a server should not: then PostgreSQL does not stand behind what is sealed. */
async function checkRole(read: ReadRows, role: string, isSuperuser: boolean): Promise<Finding> {
  const advice = 'Serve as a role that owns nothing and is no superuser; docs/security.md says which rights it needs.';
  if (isSuperuser)
    return warning('database.role', `The role ${role} is a superuser: it may change what is sealed.`, advice);
  const [owned] = await read(
    `SELECT count(*)::int AS tables FROM pg_class JOIN pg_namespace space ON space.oid = relnamespace
     WHERE relkind = 'r' AND relname = 'ledger_event' AND pg_has_role(current_user, relowner, 'USAGE')`,
  );
  return Number(owned?.['tables']) > 0
    ? warning('database.role', `The role ${role} owns the ledgers: it may take their triggers away.`, advice)
    : fine('database.role', `The role ${role} owns no ledger.`);
}
