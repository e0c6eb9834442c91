import path from 'node:path';
import { adoptPostmaster } from './adopt-postmaster.js';
import { initCluster } from './init-cluster.js';
import { launchPostmaster, type Postmaster, type ServerSettings } from './launch-postmaster.js';
import { nativeBinaries } from './native-binaries.js';
import { prepareHome } from './server-home.js';
import { stopIfUnused } from './stop-if-unused.js';

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
}

/** A real PostgreSQL on this machine, reachable from it alone. */
export interface EmbeddedPostgres extends AsyncDisposable {
  readonly pid: number;
  readonly port: number;
  /** It ran already: another process's, or left alive by one that was killed. */
  readonly adopted: boolean;
  /** The data folder, absolute. */
  readonly folder: string;
  /** The superuser's connection URL, password included. @param database default `postgres` */
  url(database?: string): string;
  /** Stops the server if this process started it; an adopted one only where nobody else is connected. May be called more than once. */
  stop(): Promise<void>;
}

/** A guest on somebody's laptop: what it does not need, it leaves. */
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

/**
 * Starts PostgreSQL on a folder, making the database cluster the first time; a server that already runs there is
 * adopted. Any number of processes may do so at once: one server results.
 * @throws {EmbeddedPostgresError} where it cannot run, with a sentence that says what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { ephemeral = false } = options;
  const home = await prepareHome(path.resolve(options.folder));
  const binaries = await nativeBinaries(home);
  const password = await initCluster(home, binaries, !ephemeral);
  const settings = { ...MODEST, ...(ephemeral ? EPHEMERAL : {}), ...options.settings };
  // sslmode: it speaks none, and PGSSLMODE, meant for another server, would demand it
  const urlOn = (port: number, database: string) =>
    `postgres://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}?sslmode=disable`;

  for (let round = 1; ; round++) {
    const running = await adoptPostmaster(home.data, (port) => urlOn(port, 'postgres'));
    if (running !== undefined) {
      return handle({ ...running, stop: () => stopIfUnused(home.data, urlOn(running.port, 'postgres')) }, true);
    }
    try {
      return handle(await launchPostmaster(home, binaries, settings, options.launched), false);
    } catch (error) {
      if (round === ROUNDS) throw error;
    }
  }

  function handle(server: Postmaster, adopted: boolean): EmbeddedPostgres {
    return {
      pid: server.pid,
      port: server.port,
      adopted,
      folder: home.folder,
      url: (database = 'postgres') => urlOn(server.port, database),
      stop: server.stop,
      [Symbol.asyncDispose]: server.stop,
    };
  }
}
