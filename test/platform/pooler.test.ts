import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#platform/database/database.js';
import { reachDatabase } from '#platform/database/reach-database.js';
import { readTexts } from '#platform/database/rows/read-texts.js';
import { migrate } from '#platform/database/schema/migrate.js';
import { readSchemaState } from '#platform/database/schema/schema-state.js';
import { serverAccount } from '#platform/embedded-postgres/run-as.js';
import { freePort } from '#process/distributed/free-port.js';
import { testConfig } from '../support/test-config.js';
import { createTestDatabase } from '../support/test-database.js';

const PGBOUNCER = '/usr/sbin/pgbouncer';

/** Debian has it as a package; where it is not installed nothing is tested here. */
const behindPooler = test.skipIf(!existsSync(PGBOUNCER));

/** `DATABASE_URL` by way of a PgBouncer of the test's own. */
async function startPooler(databaseUrl: string, mode: string): Promise<string> {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const folder = path.join(os.tmpdir(), `pedigraph-pooler-${randomBytes(6).toString('hex')}`);
  await mkdir(folder);
  await chmod(folder, 0o755);
  const own = await freePort();
  const database = pathname.slice(1);
  // PgBouncer takes no empty value: a server that trusts has no password at all.
  const secret = password === '' ? '' : ` password=${decodeURIComponent(password)}`;
  const settings = [
    '[databases]',
    `${database} = host=${hostname} port=${port} user=${username}${secret}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${own}`,
    'unix_socket_dir =',
    'auth_type = any',
    `pool_mode = ${mode}`,
  ];
  await writeFile(path.join(folder, 'settings.ini'), settings.join('\n'));
  const account = await serverAccount(path.join(folder, 'none'));
  const ids = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  const pooler = spawn(PGBOUNCER, [path.join(folder, 'settings.ini')], { ...ids, stdio: 'ignore' });
  onTestFinished(async () => {
    pooler.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });
  return `postgres://anybody@127.0.0.1:${own}/${database}`;
}

behindPooler(
  'PgBouncer with pool_mode = session is a database like another: nothing is told it that it does not pass on',
  async () => {
    await using store = await createTestDatabase();
    const url = await startPooler(store.url, 'session');
    await reachDatabase(url, 60_000);
    const options = { url, schema: 'pooled', entities: [], migrations: [], timeouts: testConfig().timeouts };
    await migrate(options);
    await using database = await openDatabase(options);
    expect(await readSchemaState(database, options)).toMatchObject({ isCurrent: true });
    expect(
      await database.manager.query(`SELECT current_schema() AS schema, current_setting('TimeZone') AS zone`),
    ).toEqual([{ schema: 'pooled', zone: 'UTC' }]);
    const rows = await Promise.all([1, 2, 3].map((value) => readTexts(database.manager, 'SELECT $1::int', [value])));
    expect(rows.map(([row]) => row!.text(0))).toEqual(['1', '2', '3']);
  },
);

behindPooler.each(['transaction', 'statement'])(
  'PgBouncer with pool_mode = %s is refused with a sentence: what a session is set to would be another’s',
  async (mode) => {
    await using store = await createTestDatabase();
    const url = await startPooler(store.url, mode);
    await expect(reachDatabase(url, 60_000)).rejects.toThrow(/pooler .* pool_mode = session/);
  },
);
