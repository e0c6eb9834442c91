import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#platform/config/read-config.js';
import { type Database, openDatabase } from '#platform/database/database.js';
import { openReadingLanes } from '#platform/database/driver/reading-lanes.js';
import { withConnection } from '#platform/database/driver/with-connection.js';
import { readTexts } from '#platform/database/rows/read-texts.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const { timeouts } = readConfig({});
let store: TestDatabase;
let database: Database;
beforeAll(async () => {
  store = await createTestDatabase();
  database = await openDatabase({ url: store.url, schema: 'public', entities: [], migrations: [], timeouts });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await store[Symbol.asyncDispose]();
});

const WHO = 'SELECT pg_backend_pid(), $1::int';
const read = async (text: string, value: unknown) => (await readTexts(database.manager, text, [value]))[0]!.fields;
const connectionOf = async (value = 0) => Number((await read(WHO, value))[0]);

test('reads that are ready together share a connection, and each gets its own answer', async () => {
  await connectionOf();
  const rows = await Promise.all([1, 2, 3, 4, 5, 6].map((value) => read(WHO, value)));
  expect(rows.map(([, value]) => value)).toEqual(['1', '2', '3', '4', '5', '6']);
  expect(new Set(rows.map(([pid]) => pid)).size).toBe(1);
});

test('while a connection is made, what comes waits for it: another would not be there sooner', async () => {
  const lanes = openReadingLanes({ url: store.url, timeouts });
  const fresh = await openDatabase({ url: store.url, schema: 'public', entities: [], migrations: [], timeouts, lanes });
  const ask = async () => (await readTexts(fresh.manager, WHO, [0]))[0]!.text(0);
  const first = ask();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  expect(await ask()).toBe(await first);
  await lanes.close();
  await fresh[Symbol.asyncDispose]();
});

test('reads of one turn share a connection, however long the turn takes: none of them runs before it ends', async () => {
  await connectionOf();
  const first = connectionOf();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  expect(await connectionOf()).toBe(await first);
});

test('nobody waits behind a read that takes its time, however many of them there are', async () => {
  const patient = { ...timeouts, statement: 60_000, lock: 60_000 };
  const lanes = openReadingLanes({ url: store.url, timeouts: patient, busyAfter: 0 });
  const options = { url: store.url, schema: 'public', entities: [], migrations: [], timeouts: patient, lanes };
  await using fresh = await openDatabase(options);
  const ask = (text: string, value: unknown) => readTexts(fresh.manager, text, [value]);
  for (const held of [1, 3, 5]) {
    await withConnection(store.url, async (holder) => {
      await holder.query('SELECT pg_advisory_lock(7)');
      const waiting = Array.from({ length: 0 }, () => ask('', 0));
      for (let reader = 1; reader <= held; reader++) {
        waiting.push(ask('SELECT pg_advisory_xact_lock_shared($1)', 7));
        const waiters = `SELECT count(*)::int AS waiters FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`;
        await expect.poll(async () => (await holder.query(waiters)).rows[0].waiters, { timeout: 120_000 }).toBe(reader);
      }
      expect((await ask(WHO, 1))[0]!.text(1)).toBe('1');
      await holder.query('SELECT pg_advisory_unlock(7)');
      await Promise.all(waiting);
    });
  }
  await lanes.close();
});

test('databases of one server may share the connections, and a name needs its schema there', async () => {
  const lanes = openReadingLanes({ url: store.url, timeouts });
  const open = () => openDatabase({ url: store.url, schema: 'public', entities: [], migrations: [], timeouts, lanes });
  await using one = await open();
  await using other = await open();
  await one.manager.query('CREATE TABLE place (name text)');
  const ask = async ({ manager }: Database, text: string) => (await readTexts(manager, text, []))[0]!.text(0);
  const pid = 'SELECT pg_backend_pid() FROM (SELECT count(*) FROM public.place) one';
  const [first, second] = await Promise.all([ask(one, pid), ask(other, pid)]);
  expect(second).toBe(first);
  await expect(ask(one, 'SELECT count(*) FROM place')).rejects.toMatchObject({ driverError: { code: '42P01' } });
  await lanes.close();
});

test('what PostgreSQL refuses is refused to who asked for it alone', async () => {
  const [before, refused, after] = await Promise.allSettled([
    read(WHO, 1),
    read('SELECT 1 / $1::int', 0),
    read(WHO, 2),
  ]);
  expect(before).toMatchObject({ status: 'fulfilled', value: [expect.any(String), '1'] });
  expect(refused).toMatchObject({ status: 'rejected', reason: { message: 'division by zero' } });
  expect(after).toMatchObject({ status: 'fulfilled', value: [expect.any(String), '2'] });
});

test('where a connection is lost while it reads, another reads once more', async () => {
  const lost = await connectionOf();
  await withConnection(store.url, async (holder) => {
    await holder.query('SELECT pg_advisory_lock(8)');
    const waits = read('SELECT pg_backend_pid() FROM pg_advisory_xact_lock_shared($1)', 8);
    const reading = Promise.all([waits, read(WHO, 1)]);
    await holder.query('SELECT pg_terminate_backend($1)', [lost]);
    await holder.query('SELECT pg_advisory_unlock(8)');
    for (const [pid] of await reading) expect(Number(pid)).not.toBe(lost);
  });
  expect(await connectionOf()).not.toBe(lost);
});

test('where there is no database, that is what each read says', async () => {
  const own = await createTestDatabase();
  await using gone = await openDatabase({ url: own.url, schema: 'public', entities: [], migrations: [], timeouts });
  await own[Symbol.asyncDispose]();
  await expect(readTexts(gone.manager, WHO, [1])).rejects.toMatchObject({ driverError: { code: '3D000' } });
  await expect(readTexts(gone.manager, WHO, [1])).rejects.toMatchObject({ driverError: { code: '3D000' } });
});
