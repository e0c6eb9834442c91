import { afterAll, beforeAll, expect, test } from 'vitest';
import { SYSTEM } from '#platform/auth/caller.js';
import { readConfig } from '#platform/config/read-config.js';
import { type Database, openDatabase } from '#platform/database/database.js';
import { withConnection } from '#platform/database/driver/with-connection.js';
import { reachDatabase } from '#platform/database/reach-database.js';
import { readTexts } from '#platform/database/rows/read-texts.js';
import { migrate } from '#platform/database/schema/migrate.js';
import { readSchemaState } from '#platform/database/schema/schema-state.js';
import { normaliseError } from '#platform/errors/normalise-error.js';
import { freePort } from '#process/distributed/free-port.js';
import { type Passing, startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const { timeouts } = readConfig({ PEDIGRAPH_TIMEOUT_STATEMENT_MS: '1000', PEDIGRAPH_TIMEOUT_LOCK_MS: '500' });
const options = { schema: 'public', entities: [], migrations: [], timeouts };

let store: TestDatabase;
let proxy: TcpProxy;
let database: Database;
beforeAll(async () => {
  store = await createTestDatabase();
  proxy = await startTcpProxy(store.url);
  database = await openDatabase({ ...options, url: proxy.through(store.url) });
  await database.manager.query('CREATE TABLE written (value text PRIMARY KEY)');
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
  await store[Symbol.asyncDispose]();
});

const told = (error: unknown) => normaliseError(error, { requestId: 'test', onFault: () => {} }).extensions?.['code'];
const outcomeOf = (work: Promise<unknown>) => work.then(() => 'done', told);
const insert = (value: string, { manager } = database) =>
  manager.query('INSERT INTO public.written VALUES ($1)', [value]);
const write = (value: string) => database.transact(SYSTEM, ({ manager }) => insert(value, { manager } as Database));
const written = (value: string) =>
  withConnection(store.url, async (connection) => {
    const { rows } = await connection.query('SELECT FROM public.written WHERE value = $1', [value]);
    return rows.length;
  });

/** Cuts the connection, once, at a piece that holds the words. */
function cutOnce(words: string, pass: (piece: Passing) => number): void {
  proxy.inspect = (piece) => {
    if (!piece.bytes.includes(words)) return null;
    proxy.inspect = undefined;
    return pass(piece);
  };
}

test('a connection that is lost before PostgreSQL got the commit is an unknown outcome: nobody can tell it from the next', async () => {
  cutOnce('COMMIT', () => 0);
  expect(await outcomeOf(write('not sent'))).toBe('OUTCOME_UNKNOWN');
  expect(await written('not sent')).toBe(0);
  expect(await outcomeOf(write('the next'))).toBe('done');
});

test('a connection that is lost before the answer to the commit came is an unknown outcome, and it was written once', async () => {
  proxy.inspect = ({ from, bytes }) => {
    if (from === 'client' || !bytes.includes('COMMIT')) return null;
    proxy.inspect = undefined;
    return 0;
  };
  expect(await outcomeOf(write('sent'))).toBe('OUTCOME_UNKNOWN');
  expect(await written('sent')).toBe(1);
});

test('a commit that nobody answers is an unknown outcome as well', async () => {
  proxy.inspect = ({ from, bytes }) => {
    if (from === 'client' && bytes.includes('COMMIT')) proxy.suffer({ kind: 'half-open' });
    return null;
  };
  expect(await outcomeOf(write('no answer'))).toBe('OUTCOME_UNKNOWN');
  proxy.inspect = undefined;
  proxy.suffer({ kind: 'none' });
  await expect.poll(() => outcomeOf(write('afterwards')), { timeout: 120_000 }).not.toBe('UNAVAILABLE');
});

test('a dry run that is lost is unavailable: whatever became of it, nothing was written', async () => {
  cutOnce('ROLLBACK', () => 0);
  const dryRun = database.transact(SYSTEM, ({ manager }) => insert('rehearsed', { manager } as Database), {
    dryRun: true,
  });
  expect(['done', 'UNAVAILABLE']).toContain(await outcomeOf(dryRun));
  expect(await written('rehearsed')).toBe(0);
});

test('a transaction whose connection is lost before its end is made once more, whole', async () => {
  cutOnce('INSERT', () => 0);
  expect(await outcomeOf(write('once more'))).toBe('done');
  expect(await written('once more')).toBe(1);
});

test('a connection that ends between two statements of a transaction is unavailable, or the work is made once more', async () => {
  let rounds = 0;
  const work = database.transact(SYSTEM, async ({ manager }) => {
    rounds += 1;
    const [{ pid }] = await manager.query('SELECT pg_backend_pid() AS pid');
    if (rounds === 1) {
      await withConnection(store.url, async (other) => {
        await other.query('SELECT pg_terminate_backend($1)', [pid]);
        const there = () => other.query('SELECT FROM pg_stat_activity WHERE pid = $1', [pid]);
        await expect.poll(async () => (await there()).rowCount).toBe(0);
      });
    }
    await insert('between', { manager } as Database);
  });
  expect(await outcomeOf(work)).toBe('done');
  expect([rounds, await written('between')]).toEqual([2, 1]);
});

test('of statements that were sent together the first error is told, whichever way is shorter', async () => {
  const together = (statements: (manager: Database['manager']) => Promise<unknown>[]) =>
    database.transact(SYSTEM, ({ manager }) => Promise.all(statements(manager)));
  const wrong = (manager: Database['manager']) => manager.query(`SELECT 'text'::text::int`);
  const right = (manager: Database['manager']) => readTexts(manager, 'SELECT $1::int', [1]);
  await expect(together((manager) => [wrong(manager), right(manager), right(manager)])).rejects.toMatchObject({
    driverError: { code: '22P02' },
  });
  const taken = (manager: Database['manager']) =>
    readTexts(manager, `INSERT INTO public.written VALUES ($1), ($1) RETURNING value`, ['twice']);
  await expect(together((manager) => [taken(manager), right(manager), wrong(manager)])).rejects.toMatchObject({
    driverError: { code: '23505' },
  });
});

test('a transaction in which an error was passed over is no success', async () => {
  const work = database.transact(SYSTEM, async ({ manager }) => {
    await insert('passed over', { manager } as Database);
    await manager.query(`SELECT 'text'::text::int`).catch(() => {});
  });
  expect(await outcomeOf(work)).toBe('INTERNAL_SERVER_ERROR');
  expect(await written('passed over')).toBe(0);
});

test('all connections taken is unavailable', async () => {
  await using small = await openDatabase({ ...options, url: store.url, poolSize: 1 });
  const hold = small.manager.query('SELECT pg_sleep(0.9)');
  const hold2 = small.manager.query('SELECT pg_sleep(0.9)');
  const late = small.manager.query('SELECT 1');
  expect(await Promise.all([hold, hold2, late].map(outcomeOf))).toContain('UNAVAILABLE');
});

test('a server that takes no writes any more is unavailable, and its connection is given up', async () => {
  await using own = await createTestDatabase();
  await using standby = await openDatabase({ ...options, url: own.url, poolSize: 1 });
  await standby.manager.query('CREATE TABLE written (value text)');
  const pid = async () => (await standby.manager.query('SELECT pg_backend_pid() AS pid'))[0].pid;
  const before = await pid();
  await standby.manager.query('SET default_transaction_read_only = on');
  expect(await outcomeOf(standby.transact(SYSTEM, ({ manager }) => insert('x', { manager } as Database)))).toBe(
    'UNAVAILABLE',
  );
  await expect.poll(pid).not.toBe(before);
});

test('a migration does not wait for others without a limit, and says what to do', async () => {
  const soon = { ...options, url: store.url, schema: 'late', timeouts: { ...timeouts, migration: 300 } };
  await withConnection(store.url, async (other) => {
    await other.query('START TRANSACTION');
    await other.query("SELECT pg_advisory_xact_lock(hashtextextended('pedigraph.migrate', 0))");
    await expect(migrate(soon)).rejects.toThrow(/another process has held the turn .* PEDIGRAPH_TIMEOUT_MIGRATION_MS/);
  });
  await migrate(soon);
  expect(await readSchemaState(database, { ...soon, schema: 'late' })).toMatchObject({ isCurrent: true });
});

test('a start waits as long as it is told for a database that takes no connections yet', async () => {
  const port = await freePort();
  const url = `postgres://postgres:x@127.0.0.1:${port}/postgres`;
  await expect(reachDatabase(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  const reached = reachDatabase(Object.assign(new URL(store.url), { port: String(port) }).href, 60_000);
  await using _ = await startTcpProxy(store.url, port);
  await reached;
  const wrong = Object.assign(new URL(store.url), { pathname: '/no-such-database' });
  await expect(reachDatabase(wrong.href, 60_000)).rejects.toMatchObject({ code: '3D000' });
});
