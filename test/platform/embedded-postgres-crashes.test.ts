import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { readPostmasterFile } from '#platform/embedded-postgres/postmaster-file.js';
import { startEmbeddedPostgres } from '#platform/embedded-postgres/start-embedded-postgres.js';

/** Not mkdtemp: what that makes is closed to the account the server runs under when the tests run as root. */
const ROOT = path.join(os.tmpdir(), `pedigraph-crashes-${randomBytes(6).toString('hex')}`);
let folders = 0;
const freshFolder = () => path.join(ROOT, `folder-${++folders}`);
const dataOf = (folder: string) => path.join(folder, 'postgres', 'data');
const pidFileOf = (folder: string) => path.join(dataOf(folder), 'postmaster.pid');

afterAll(() => rm(ROOT, { recursive: true, force: true }));

describe('a server that dies', () => {
  test('is brought back where it was, with what it stored, as often as it dies', async () => {
    const folder = freshFolder();
    const told: string[] = [];
    await using server = await startEmbeddedPostgres({ folder, report: (sentence) => told.push(sentence) });
    const pids = [server.pid];
    await ask(server.url(), `CREATE TABLE kept (death int)`);
    for (let death = 1; death <= 3; death++) {
      process.kill(pids.at(-1)!, death === 2 ? 'SIGINT' : 'SIGKILL');
      await until(() => server.pid !== pids.at(-1));
      pids.push(server.pid);
      await until(() =>
        ask(server.url(), `INSERT INTO kept VALUES (${death})`).then(
          () => true,
          () => false,
        ),
      );
    }
    expect(await ask(server.url(), 'SELECT death FROM kept ORDER BY death')).toEqual(
      [1, 2, 3].map((death) => ({ death })),
    );
    expect(new Set(pids).size).toBe(4);
    expect(told).toContain('The embedded PostgreSQL has ended, and is brought back.');
  });

  test('is brought back once by all who use it', async () => {
    const folder = freshFolder();
    await using first = await startEmbeddedPostgres({ folder });
    await using second = await startEmbeddedPostgres({ folder });
    const { pid, port } = first;
    process.kill(pid, 'SIGKILL');
    await until(() => first.pid !== pid && second.pid !== pid);
    expect([first.pid, first.port]).toEqual([second.pid, port]);
  });

  test('is waited for while statements of it still hold its memory', async () => {
    const folder = freshFolder();
    await using server = await startEmbeddedPostgres({ folder });
    const busy = new pg.Client({ connectionString: server.url() });
    busy.on('error', () => {});
    await busy.connect();
    // A statement does not look whether its server lives.
    const sleeping = busy.query('SELECT pg_sleep(5)').catch(() => {});
    await until(
      async () => (await ask(server.url(), "SELECT FROM pg_stat_activity WHERE query LIKE '%sleep(5)'")).length > 0,
    );
    const { pid } = server;
    process.kill(pid, 'SIGKILL');
    await until(() => server.pid !== pid);
    await sleeping;
    expect(await ask(server.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('is not brought back for who has stopped it', async () => {
    const folder = freshFolder();
    const server = await startEmbeddedPostgres({ folder, ephemeral: true });
    const killed = server.pid;
    process.kill(killed, 'SIGKILL');
    await server.stop();
    await expect(ask(server.url(), 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    // Whether the stop met it dying or dead, what is left names no other server.
    expect((await readPostmasterFile(dataOf(folder)))?.pid ?? killed).toBe(killed);
  });
});

describe('what a crash leaves behind', () => {
  test('is a process number that another program has by now: it is not confused with the server', async () => {
    const folder = await stoppedCluster();
    await leavePidFile(folder, process.pid);

    await using server = await startEmbeddedPostgres({ folder, ephemeral: true });
    expect(server.adopted).toBe(false);
    expect(await ask(server.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('is a process number that the server of another folder, or a process of it, has by now', async () => {
    await using other = await startEmbeddedPostgres({ folder: freshFolder(), ephemeral: true });
    const folder = await stoppedCluster();
    const [backend] = await ask<{ pid: number }>(
      other.url(),
      "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'",
    );
    for (const pid of [other.pid, backend!.pid]) {
      await leavePidFile(folder, pid);
      await using server = await startEmbeddedPostgres({ folder, ephemeral: true });
      expect(server.adopted).toBe(false);
      expect(await ask(server.url(), 'SHOW data_directory')).toEqual([{ data_directory: dataOf(folder) }]);
    }
    expect(await ask(other.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('is a postmaster.pid with nothing in it, as a power cut leaves it', async () => {
    const folder = await stoppedCluster();
    await writeFile(pidFileOf(folder), '');
    const long = new Date(Date.now() - 60_000);
    await utimes(pidFileOf(folder), long, long);

    await using server = await startEmbeddedPostgres({ folder, ephemeral: true });
    expect(await ask(server.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('is half of a cluster: the next start makes a whole one and sweeps the half away', async () => {
    const folder = freshFolder();
    const home = path.join(folder, 'postgres');
    await mkdir(path.join(home, 'data.draft-0123456789ab', 'base'), { recursive: true });
    await writeFile(path.join(home, 'data.draft-0123456789ab', 'PG_VERSION'), '18\n');
    await writeFile(path.join(home, 'data.draft-0123456789ab.password'), 'half');

    await using server = await startEmbeddedPostgres({ folder, ephemeral: true });
    expect(await ask(server.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect((await readdir(home)).sort()).toEqual(['data', 'postgres.log']);
  });
});

async function stoppedCluster(): Promise<string> {
  const folder = freshFolder();
  await (await startEmbeddedPostgres({ folder, ephemeral: true })).stop();
  expect(existsSync(pidFileOf(folder))).toBe(false);
  return folder;
}

async function leavePidFile(folder: string, pid: number): Promise<void> {
  const lines = [pid, dataOf(folder), 1_700_000_000, 5432, '', '127.0.0.1', '1 1', 'ready   ', ''];
  await writeFile(pidFileOf(folder), lines.join('\n'));
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  await expect.poll(isTrue, { timeout: 60_000, interval: 20 }).toBe(true);
}

async function ask<Row = unknown>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}
