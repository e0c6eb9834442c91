import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { assertAnswers } from '#platform/database/assert-answers.js';
import { type Database, openDatabase } from '#platform/database/database.js';
import { withConnection } from '#platform/database/driver/with-connection.js';
import { dataIn } from '#platform/embedded-postgres/server-home.js';
import { startEmbeddedPostgres } from '#platform/embedded-postgres/start-embedded-postgres.js';
import { testConfig } from '../support/test-config.js';
import { createTestDatabase } from '../support/test-database.js';

const { timeouts } = testConfig();
const openOn = (url: string): Promise<Database> =>
  openDatabase({ url, schema: 'public', entities: [], migrations: [], timeouts });

test('a server in recovery answers and takes no writes: a process that writes is not ready', async () => {
  // Not mkdtemp: what that makes is closed to the account the server runs under when the tests run as root.
  const folder = path.join(os.tmpdir(), `pedigraph-standby-${randomBytes(6).toString('hex')}`);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const first = await startEmbeddedPostgres({ folder, ephemeral: true });
  await first.stop();
  await writeFile(path.join(dataIn(folder), 'standby.signal'), '');
  await using standby = await startEmbeddedPostgres({ folder, ephemeral: true });
  await using database = await openOn(standby.url());
  await expect(assertAnswers(database)).rejects.toThrow('takes no writes: it is in recovery');
});

test('a database that was made read-only is not ready, and is again once it is not', async () => {
  await using store = await createTestDatabase();
  const name = new URL(store.url).pathname.slice(1);
  const makeReadOnly = (value: string) =>
    withConnection(store.url, (connection) =>
      connection.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${value}`),
    );
  await makeReadOnly('on');
  {
    await using database = await openOn(store.url);
    await expect(assertAnswers(database)).rejects.toThrow('takes no writes');
  }
  await withConnection(store.url, async (connection) => {
    await connection.query('SET default_transaction_read_only = off');
    await connection.query(`ALTER DATABASE ${name} RESET default_transaction_read_only`);
  });
  await using database = await openOn(store.url);
  await expect(assertAnswers(database)).resolves.toBeUndefined();
});
