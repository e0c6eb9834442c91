import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '#process/distributed/free-port.js';

/** Where Debian puts another major version than the embedded one. */
const PROGRAMS = ['15', '16', '17']
  .map((major) => `/usr/lib/postgresql/${major}/bin`)
  .find((folder) => existsSync(folder));

/** Whether this machine has one, and an account to run it under where this is root. */
export const HAS_DEBIAN_POSTGRES = PROGRAMS !== undefined && (process.geteuid?.() !== 0 || account() !== undefined);

/** A PostgreSQL of the machine's own, of another major version, on files of its own. */
export interface DebianPostgres extends AsyncDisposable {
  readonly url: string;
}

/** `await using server = await startDebianPostgres()`. */
export async function startDebianPostgres(): Promise<DebianPostgres> {
  const folder = path.join(os.tmpdir(), `pedigraph-debian-${randomBytes(6).toString('hex')}`);
  const user = process.geteuid?.() === 0 ? account() : undefined;
  mkdirSync(folder, { mode: 0o700 });
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const data = path.join(folder, 'data');
  const run = { ...user, cwd: '/', env: { LC_ALL: 'C' } };
  execFileSync(
    `${PROGRAMS}/initdb`,
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    {
      ...run,
      stdio: 'ignore',
    },
  );
  const port = await freePort();
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'];
  const child = spawn(`${PROGRAMS}/postgres`, ['-D', data, '-p', String(port), ...settings], {
    ...run,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (text) => {
      said += text;
      if (said.includes('ready to accept connections')) resolve();
    });
    child.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)));
  });
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
    async [Symbol.asyncDispose]() {
      child.kill('SIGQUIT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function account(): { uid: number; gid: number } | undefined {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const [, , uid, gid] = lines.find((line) => line.startsWith('postgres:'))?.split(':') ?? [];
  return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}
