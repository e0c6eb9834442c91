import { appendFile, chown, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { vi } from 'vitest';
import { nativeBinaries } from '#platform/embedded-postgres/native-binaries.js';
import { serverAccount } from '#platform/embedded-postgres/run-as.js';
import { runProgram } from '#platform/embedded-postgres/run-program.js';
import { freePort } from '#process/distributed/free-port.js';
import { asAdmin } from '../support/admin.js';

/** A primary and its standby, private to a test, behind one address. */
export interface StandbyPair extends AsyncDisposable {
  /** What clients are told, as the owner: it leads to the primary, and after a failover to what was the standby. */
  readonly url: string;
  /** The same as a role that owns nothing, for the product to serve as. */
  readonly servingUrl: string;
  /** Waits until the standby has all that the primary has. */
  caughtUp(): Promise<void>;
  /** Nothing more reaches the standby: what is committed from here on is lost with the primary. */
  cutReplication(): Promise<void>;
  /** The primary is killed with SIGKILL; the standby is promoted, and the address leads there. */
  failOver(): Promise<void>;
}

/**
 * Starts them with the PostgreSQL that the product brings along: the standby is a copy of the stopped primary's folder,
 * so no `pg_basebackup` is needed.
 * @param synchronous whether a commit waits for the standby
 */
export async function createStandbyPair({ synchronous }: { readonly synchronous: boolean }): Promise<StandbyPair> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-pair-'));
  const user = await serverAccount(folder);
  const { program } = await nativeBinaries({ folder, user });
  const run = async (name: 'initdb' | 'pg_ctl', ...args: string[]) => {
    const { ok, output } = await runProgram(program(name), args, user);
    if (!ok) throw new Error(`${name} ${args.join(' ')}: ${output}`);
  };
  const own = async (place: string) => (user === undefined ? undefined : chown(place, user.uid, user.gid));
  await own(folder);
  const [primary, standby] = [await serverIn('primary'), await serverIn('standby')];

  async function serverIn(name: string) {
    const data = path.join(folder, name);
    const port = await freePort();
    const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200`;
    return {
      data,
      port,
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      start: (more = '') =>
        run('pg_ctl', '-D', data, '-w', '-t', '120', '-l', `${data}.log`, '-o', options + more, 'start'),
      stop: (mode: string) => run('pg_ctl', '-D', data, '-m', mode, '-w', '-t', '120', 'stop'),
    };
  }

  await mkdir(primary.data);
  await own(primary.data);
  await run('initdb', '-D', primary.data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync');
  await copyOwned(primary.data, standby.data, user);
  await writeFile(path.join(standby.data, 'standby.signal'), '');
  await appendFile(
    path.join(standby.data, 'postgresql.auto.conf'),
    `primary_conninfo = 'host=127.0.0.1 port=${primary.port} user=postgres application_name=standby'\n`,
  );
  await own(path.join(standby.data, 'standby.signal'));
  await primary.start(synchronous ? ' -c synchronous_standby_names=standby' : '');
  await standby.start();
  await asAdmin(primary.url, 'CREATE ROLE serving LOGIN');

  let target = primary.port;
  const sockets = new Set<net.Socket>();
  const proxy = net.createServer((client) => {
    const server = net.connect(target, '127.0.0.1');
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as net.AddressInfo;

  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    servingUrl: `postgres://serving@127.0.0.1:${port}/postgres`,
    async caughtUp() {
      const [{ lsn }] = await rows(primary.url, 'SELECT pg_current_wal_lsn()::text AS lsn');
      await vi.waitFor(
        async () => {
          const [{ done }] = await rows(standby.url, `SELECT pg_last_wal_replay_lsn() >= '${lsn}' AS done`);
          if (!done) throw new Error(`the standby is not at ${lsn}`);
        },
        { timeout: 60_000, interval: 50 },
      );
    },
    async cutReplication() {
      await asAdmin(standby.url, "ALTER SYSTEM SET primary_conninfo = ''");
      await asAdmin(standby.url, 'SELECT pg_reload_conf()');
      await vi.waitFor(
        async () => {
          const [{ count }] = await rows(primary.url, 'SELECT count(*)::int AS count FROM pg_stat_replication');
          if (count > 0) throw new Error('the standby still listens');
        },
        { timeout: 60_000, interval: 50 },
      );
    },
    async failOver() {
      const [pid] = (await readFile(path.join(primary.data, 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGKILL'); // Its backends end when they notice, and acknowledge nothing from then on.
      await run('pg_ctl', '-D', standby.data, '-w', '-t', '120', 'promote');
      target = standby.port;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      for (const server of [standby, primary]) await server.stop('immediate').catch(() => {});
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a row is what the statement says
async function rows(url: string, sql: string): Promise<[any]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as [unknown];
  } finally {
    await client.end();
  }
}

/** `cp` runs as us: the server's account must own what it starts in. */
async function copyOwned(from: string, to: string, user: { uid: number; gid: number } | undefined): Promise<void> {
  await cp(from, to, { recursive: true, mode: 0 });
  if (user !== undefined) {
    const { ok, output } = await runProgram('/bin/chown', ['-R', `${user.uid}:${user.gid}`, to], undefined);
    if (!ok) throw new Error(output);
  }
  const { ok, output } = await runProgram('/bin/chmod', ['700', to], undefined);
  if (!ok) throw new Error(output);
}
