import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { readPostmasterFile } from '#platform/embedded-postgres/postmaster-file.js';
import { startEmbeddedPostgres } from '#platform/embedded-postgres/start-embedded-postgres.js';
import { createEmbeddedCheckout } from '../support/embedded-checkout.js';

/** Not mkdtemp: what that makes is closed to the account the server runs under when the tests run as root. */
const ROOT = path.join(os.tmpdir(), `pedigraph-embedded-${randomBytes(6).toString('hex')}`);
const AS_ROOT = process.geteuid?.() === 0;

let folders = 0;
const freshFolder = () => path.join(ROOT, `folder-${++folders}`);
const dataOf = (folder: string) => path.join(folder, 'postgres', 'data');

afterAll(() => rm(ROOT, { recursive: true, force: true }));

describe('a start', () => {
  test('makes a durable PostgreSQL 18 the first time, on loopback only, that folds what is not ASCII', async () => {
    const folder = freshFolder();
    await using server = await startEmbeddedPostgres({ folder });

    expect(server).toMatchObject({ adopted: false, folder });
    expect(
      await ask(
        server.url(),
        `SELECT current_setting('server_version_num')::int / 10000 AS major,
                current_setting('fsync') AS fsync,
                current_setting('full_page_writes') AS full_page_writes,
                current_setting('synchronous_commit') AS synchronous_commit,
                current_setting('max_connections') AS max_connections,
                current_setting('listen_addresses') AS listen_addresses,
                current_setting('unix_socket_directories') AS unix_socket_directories,
                current_setting('server_encoding') AS encoding,
                lower('ÀÉÎ') AS lower`,
      ),
    ).toEqual([
      {
        major: 18,
        fsync: 'on',
        full_page_writes: 'on',
        synchronous_commit: 'on',
        max_connections: '100',
        listen_addresses: '127.0.0.1',
        unix_socket_directories: '',
        encoding: 'UTF8',
        lower: 'àéî',
      },
    ]);
  });

  test('asks for the password, which only the owner of the files can read', async () => {
    const folder = freshFolder();
    await using server = await startEmbeddedPostgres({ folder, ephemeral: true });

    const url = new URL(server.url());
    const { mode } = await stat(path.join(dataOf(folder), 'embedded.password'));
    expect(mode & 0o777).toBe(0o600);
    expect(await readFile(path.join(dataOf(folder), 'embedded.password'), 'utf8')).toBe(url.password);
    url.password = 'guessed';
    await expect(ask(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  test('takes settings, which win over its own, and leaves no draft behind', async () => {
    const folder = freshFolder();
    const settings = { max_connections: 17, application_name: 'two words' };
    await using server = await startEmbeddedPostgres({ folder, ephemeral: true, settings });

    expect(await ask(server.url(), 'SHOW max_connections')).toEqual([{ max_connections: '17' }]);
    expect(await ask(server.url(), 'SHOW fsync')).toEqual([{ fsync: 'off' }]);
    expect((await readdir(path.join(folder, 'postgres'))).sort()).toEqual(['data', 'postgres.log']);
  });

  test('takes a relative folder', async () => {
    const folder = freshFolder();
    await using server = await startEmbeddedPostgres({ folder: path.relative('.', folder), ephemeral: true });

    expect(server.folder).toBe(folder);
    expect(await ask(server.url(), 'SHOW data_directory')).toEqual([{ data_directory: dataOf(folder) }]);
  });

  test('leaves a folder that already exists to its owner', async () => {
    const folder = freshFolder();
    await mkdir(folder, { recursive: true });
    await chmod(ROOT, 0o755);
    await chmod(folder, 0o755);
    const before = await stat(folder);
    await using _server = await startEmbeddedPostgres({ folder, ephemeral: true });

    const { uid, gid, mode } = await stat(folder);
    expect({ uid, gid, mode }).toEqual({ uid: before.uid, gid: before.gid, mode: before.mode });
  });
});

describe('what is stored', () => {
  test('survives a restart', async () => {
    const folder = freshFolder();
    const first = await startEmbeddedPostgres({ folder, ephemeral: true });
    await ask(first.url(), `CREATE TABLE kept AS SELECT 'still here' AS text`);
    await first.stop();
    await first.stop();
    await expect(ask(first.url(), 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });

    await using second = await startEmbeddedPostgres({ folder, ephemeral: true });
    expect(second.adopted).toBe(false);
    expect(await ask(second.url(), 'TABLE kept')).toEqual([{ text: 'still here' }]);
  });

  test('survives a kill -9 of the server', async () => {
    const folder = freshFolder();
    const first = await startEmbeddedPostgres({ folder });
    await ask(first.url(), `CREATE TABLE kept AS SELECT 'still here' AS text`);
    process.kill(first.pid, 'SIGKILL');
    await first.stop();

    await using second = await startEmbeddedPostgres({ folder });
    expect(second.adopted).toBe(false);
    expect(await ask(second.url(), 'TABLE kept')).toEqual([{ text: 'still here' }]);
  });
});

describe('a server that already runs', () => {
  test('stays up for who adopted it when who started it stops, and ends with the last of them', async () => {
    const folder = freshFolder();
    const first = await startEmbeddedPostgres({ folder, ephemeral: true });
    const second = await startEmbeddedPostgres({ folder, ephemeral: true });

    expect(second).toMatchObject({ adopted: true, pid: first.pid, port: first.port });
    await first.stop();
    expect(await ask(second.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.stop();
    await expect(ask(first.url(), 'SELECT 1 AS one')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('outlives everybody who started or adopted it while somebody else is connected', async () => {
    const folder = freshFolder();
    const first = await startEmbeddedPostgres({ folder, ephemeral: true });
    const user = new pg.Client({ connectionString: first.url() });
    await user.connect();
    await first.stop();
    expect((await user.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await user.end();

    const second = await startEmbeddedPostgres({ folder, ephemeral: true });
    expect(second).toMatchObject({ adopted: true, pid: first.pid });
    await second.stop();
    await expect(ask(second.url(), 'SELECT 1 AS one')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('is adopted after its process was killed with SIGKILL', async () => {
    const folder = freshFolder();
    await using checkout = await createEmbeddedCheckout(path.join(ROOT, 'killed'));
    const { child, ...first } = await checkout.start(folder);
    await ask(first.url, `CREATE TABLE kept AS SELECT 'still here' AS text`);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const second = await startEmbeddedPostgres({ folder, ephemeral: true });
    try {
      expect(second).toMatchObject({ adopted: true, pid: first.pid, port: first.port });
      expect(await ask(second.url(), 'TABLE kept')).toEqual([{ text: 'still here' }]);
    } finally {
      await endOrphan(folder, first.pid);
    }
  });

  test('is one server, however many start at the same time in one process', async () => {
    const folder = freshFolder();
    const servers = await Promise.all([1, 2, 3].map(() => startEmbeddedPostgres({ folder, ephemeral: true })));
    try {
      expect(new Set(servers.map(({ pid }) => pid)).size).toBe(1);
      expect(servers.filter(({ adopted }) => !adopted)).toHaveLength(1);
      expect((await readdir(path.join(folder, 'postgres'))).sort()).toEqual(['data', 'postgres.log']);
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  });

  test('is one server, when two processes start at the same time', async () => {
    const folder = freshFolder();
    await using checkout = await createEmbeddedCheckout(path.join(ROOT, 'racing'));
    const servers = await Promise.all([checkout.start(folder), checkout.start(folder)]);
    try {
      expect(servers[0].pid).toBe(servers[1].pid);
      expect(servers.map(({ adopted }) => adopted).sort()).toEqual([false, true]);
    } finally {
      await Promise.all(servers.map((server) => server.end()));
    }
    expect(await readPostmasterFile(dataOf(folder))).toBeUndefined();
  });

  test('is found whatever PG* variables say about another one', async () => {
    const folder = freshFolder();
    await using checkout = await createEmbeddedCheckout(path.join(ROOT, 'variables'));
    const foreign = {
      PGDATA: '/nowhere',
      PGHOST: 'elsewhere.invalid',
      PGPORT: '1',
      PGUSER: 'somebody',
      PGDATABASE: 'else',
      PGPASSWORD: 'wrong',
      PGSSLMODE: 'require',
      PGOPTIONS: '-c no_such_setting=1',
    };
    const first = await checkout.start(folder, foreign);
    const second = await checkout.start(folder, foreign);
    try {
      expect([first.adopted, second.adopted, second.pid]).toEqual([false, true, first.pid]);
    } finally {
      await Promise.all([first.end(), second.end()]);
    }
  });
});

describe('a checkout', () => {
  test.runIf(AS_ROOT)('that is closed to the account the server runs under works all the same', async () => {
    const folder = freshFolder();
    await using checkout = await createEmbeddedCheckout(path.join(ROOT, 'closed'), { closed: true });
    const server = await checkout.start(folder);
    try {
      expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect((await readdir(folder)).sort()).toEqual(['postgres', expect.stringMatching(/^postgres-18\./)]);
    } finally {
      await server.end();
    }
  });
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Ends a server whose process is gone, and that nobody else may end. */
async function endOrphan(folder: string, pid: number): Promise<void> {
  process.kill(pid, 'SIGINT');
  while (existsSync(path.join(dataOf(folder), 'postmaster.pid'))) await pause(10);
}
