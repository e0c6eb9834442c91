import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { adoptPostmaster } from './adopt-postmaster.js';
import { choosePort } from './choose-port.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { initCluster } from './init-cluster.js';
import { keepRunning } from './keep-running.js';
import { launchPostmaster, type Postmaster, type ServerSettings } from './launch-postmaster.js';
import { nativeBinaries } from './native-binaries.js';
import { prepareHome } from './server-home.js';
import { SERVING_ROLE, servingPassword } from './serving-role.js';
import { stopIfUnused } from './stop-postmaster.js';

/** What an embedded server is started with. */
export interface EmbeddedPostgresOptions {
  /** Where the data lives, absolute or relative to the working directory; made if missing. */
  readonly folder: string;
  /** For tests: fast, and a crash may lose data. @default false */
  readonly ephemeral?: boolean | undefined;
  /** Settings of `postgresql.conf` that win over the modest ones here. An adopted server keeps those it runs with. */
  readonly settings?: ServerSettings | undefined;
  /** Called when its process is there and goes on by itself. @default nothing is called */
  readonly launched?: (() => void) | undefined;
  /** Called with a sentence when the server has died, and with why it is not back yet. @default nothing is called */
  readonly report?: ((sentence: string) => void) | undefined;
}

/** A real PostgreSQL on this machine, reachable from it alone. */
export interface EmbeddedPostgres extends AsyncDisposable {
  /** Another one once it had to be brought back. */
  readonly pid: number;
  readonly port: number;
  /** It ran already: another process's, or left alive by one that was killed. */
  readonly adopted: boolean;
  /** The data folder, absolute. */
  readonly folder: string;
  /** The superuser's connection URL, password included. @param database default `postgres` */
  url(database?: string): string;
  /** The same as the role that serves, once `makeServingRole` has made it in that database. */
  servingUrl(database: string): string;
  /** Stops the server, whoever started it, unless somebody else is connected. May be called more than once. */
  stop(): Promise<void>;
}

/** Modest settings for a laptop: little memory, few connections, no more than the product needs. */
const MODEST = {
  max_connections: 100,
  shared_buffers: '128MB',
  max_wal_size: '256MB',
  max_parallel_workers_per_gather: 0,
  // A failed statement is its caller's to report; here it would fill the disk, and its values are not for a log.
  log_min_messages: 'log',
} as const satisfies ServerSettings;

const EPHEMERAL = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
} as const satisfies ServerSettings;

/** Of two starters one wins, the other adopts; a third round is for a port that was taken in between. */
const ROUNDS = 3;
/** Milliseconds that a server which was killed may leave its memory to statements that still run. */
const MEMORY_PATIENCE = 30_000;

/**
 * Starts PostgreSQL on a folder, making the database cluster the first time; a server that already runs there is
 * adopted. Any number of processes may do so at once: one server results. When it dies, it is brought back on its port
 * by those who use it, and it stops with the last of them.
 * @throws {EmbeddedPostgresError} where it cannot run, with a sentence that says what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { ephemeral = false, launched, report = () => {} } = options;
  const home = await prepareHome(path.resolve(options.folder));
  const binaries = await nativeBinaries(home);
  const password = await initCluster(home, binaries, !ephemeral);
  const settings = { ...MODEST, ...(ephemeral ? EPHEMERAL : {}), ...options.settings };
  // sslmode: it speaks none, and PGSSLMODE, meant for another server, would demand it
  const urlAs = (user: string, port: number, database: string) =>
    `postgres://${user}@127.0.0.1:${port}/${encodeURIComponent(database)}?sslmode=disable`;
  const urlOn = (port: number, database: string) => urlAs(`postgres:${password}`, port, database);

  const { adopted, port, pid } = await bringUp();
  let server = { pid, port };
  const url = urlOn(port, 'postgres');
  const keeper = keepRunning({ url, bringBack, report });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= keeper.release().then(() => stopIfUnused(home, binaries, url));
    return stopped;
  };
  return {
    get pid() {
      return server.pid;
    },
    port,
    adopted,
    folder: home.folder,
    url: (database = 'postgres') => urlOn(port, database),
    servingUrl: (database) => urlAs(`${SERVING_ROLE}:${servingPassword(password)}`, port, database),
    stop,
    [Symbol.asyncDispose]: stop,
  };

  async function bringUp(): Promise<Postmaster & { adopted: boolean }> {
    const began = Date.now();
    for (let round = 1; ; round++) {
      const running = await adoptPostmaster(home.data, (port) => urlOn(port, 'postgres'));
      if (running !== undefined) return { ...running, adopted: true };
      try {
        const port = await choosePort(home.data);
        return { ...(await launchPostmaster(home, binaries, { port, settings, launched })), adopted: false };
      } catch (error) {
        if (isMemoryInUse(error) && Date.now() - began < MEMORY_PATIENCE) await pause(100);
        else if (round >= ROUNDS) throw error;
      }
    }
  }

  async function bringBack(): Promise<void> {
    server = await bringUp();
    if (server.port === port) return;
    throw new EmbeddedPostgresError(
      `it runs on port ${server.port} now, where this process cannot follow it from port ${port}: restart this process`,
    );
  }
}

/**
 * A server that was killed is survived by those of its processes that are in a statement; PostgreSQL waits for none.
 */
function isMemoryInUse(error: unknown): boolean {
  return (error as Error).message.includes('shared memory block');
}
