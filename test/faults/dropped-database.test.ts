import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '#process/open-store.js';

/** Not mkdtemp: what that makes is closed to the account the server runs under when the tests run as root. */
const dataFolder = path.join(os.tmpdir(), `pedigraph-store-${randomBytes(6).toString('hex')}`);
afterAll(() => rm(dataFolder, { recursive: true, force: true }));

test('a store keeps its database from start to start, and makes another where somebody dropped it', async () => {
  {
    await using store = await openStore({ dataFolder });
    await ask(store.migrationUrl, 'CREATE TABLE kept ()');
  }
  {
    await using store = await openStore({ dataFolder });
    expect(await ask(store.migrationUrl, 'TABLE kept')).toEqual([]);
    await ask(store.migrationUrl.replace(/[^/]+$/, 'postgres'), 'DROP DATABASE pedigraph');
  }
  await using store = await openStore({ dataFolder });
  expect(await ask(store.url, `SELECT to_regclass('kept') AS kept`)).toEqual([{ kept: null }]);
});

async function ask(connectionString: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
