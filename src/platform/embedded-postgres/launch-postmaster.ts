import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { NativeBinaries } from './native-binaries.js';
import { readPostmasterFile } from './postmaster-file.js';
import { FILE_SYSTEM_ROOT, SERVER_ENVIRONMENT, spawnAs } from './run-program.js';
import type { ServerHome } from './server-home.js';

/** Settings of `postgresql.conf`, as given on the command line. */
export type ServerSettings = Readonly<Record<string, string | number>>;

/** A server that this process started. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const WINDOWS = process.platform === 'win32';

/** Milliseconds a server may take until it answers; recovery after a power cut needs its time. */
const START_PATIENCE = 120_000;

/** What a server is started with. */
export interface LaunchOptions {
  readonly port: number;
  readonly settings: ServerSettings;
  /** Called when its process is there and goes on by itself. */
  readonly launched?: (() => void) | undefined;
}

/**
 * Starts the server on a port of the loopback interface and waits until it takes connections.
 * It is detached and logs to a file: neither Ctrl-C nor a `kill -9` of this process takes it along.
 * @throws {EmbeddedPostgresError} with the end of its log, where it ends before it is ready
 */
export async function launchPostmaster(
  home: ServerHome,
  binaries: NativeBinaries,
  { port, settings, launched }: LaunchOptions,
): Promise<Postmaster> {
  const all = { ...settings, port, listen_addresses: '127.0.0.1', unix_socket_directories: '' };
  const log = await openLog(home);
  const { size: logStart } = await log.stat();
  const child = WINDOWS ? startByPgCtl(home, binaries, all) : start(home, binaries, all, log);
  launched?.();
  const [pid] = await Promise.all([whenReady(child, home.data, port), log.close()]);
  if (pid === undefined) {
    const log = (await readFile(home.log)).subarray(logStart).toString('utf8').trim();
    throw new EmbeddedPostgresError(`PostgreSQL did not start on ${home.data}; its log says: ${log.slice(-1_500)}`);
  }
  child.unref();
  return { pid, port };
}

/** Root writes here into a folder that belongs to another account: a symlink laid there is not followed. */
async function openLog({ log, user }: ServerHome): Promise<FileHandle> {
  const { O_APPEND, O_CREAT, O_RDWR, O_NOFOLLOW } = constants;
  const handle = await open(log, O_APPEND | O_CREAT | O_RDWR | (O_NOFOLLOW ?? 0), 0o600);
  if (user !== undefined) await handle.chown(user.uid, user.gid);
  return handle;
}

function start(home: ServerHome, binaries: NativeBinaries, settings: ServerSettings, log: FileHandle): ChildProcess {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return spawn(binaries.program('postgres'), ['-D', home.data, ...options], {
    ...spawnAs(home.user),
    env: SERVER_ENVIRONMENT,
    cwd: FILE_SYSTEM_ROOT,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
}

/** On Windows PostgreSQL refuses an administrator; pg_ctl drops those rights, starts it and ends. */
function startByPgCtl(home: ServerHome, binaries: NativeBinaries, settings: ServerSettings): ChildProcess {
  const options = Object.entries(settings).map(([name, value]) => `-c "${name}=${value}"`);
  const args = ['start', '-w', '-D', home.data, '-l', home.log, '-o', options.join(' ')];
  return spawn(binaries.program('pg_ctl'), args, {
    env: SERVER_ENVIRONMENT,
    detached: true,
    windowsHide: true,
    stdio: 'ignore',
  });
}

/**
 * The process id of the server, or `undefined` when it ended instead. Our port distinguishes it from another starter's.
 */
async function whenReady(child: ChildProcess, data: string, port: number): Promise<number | undefined> {
  let ended = false;
  child.once('error', () => (ended = true));
  child.once('exit', () => (ended = true));
  for (const deadline = Date.now() + START_PATIENCE; Date.now() < deadline; await pause(10)) {
    const lastLook = ended;
    const running = await readPostmasterFile(data);
    if (running?.port === port && running.status === 'ready') return running.pid;
    if (lastLook) return undefined;
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL is still starting on ${data} after ${START_PATIENCE / 1000} seconds, perhaps recovering from a crash: start again to go on waiting.`,
  );
}
