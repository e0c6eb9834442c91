import { lstat, readFile } from 'node:fs/promises';
import os from 'node:os';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { RunAs } from './run-program.js';

/** Accounts to run under, tried in this order; macOS names its own with an underscore. */
const SERVER_ACCOUNTS = ['postgres', '_postgres', 'nobody'];

/**
 * The account the server runs under; `undefined` means that of this process.
 * PostgreSQL refuses root, so root starts it as the owner of the existing files, else as `postgres` or `nobody`.
 * @param home the server's own folder, which may not exist yet
 * @throws {EmbeddedPostgresError} where no account will do
 */
export async function serverAccount(home: string): Promise<RunAs | undefined> {
  if (process.geteuid?.() !== 0) {
    refuseNameless();
    return undefined;
  }
  return (await ownerOf(home)) ?? (await passwdAccount());
}

/** initdb looks its own user up, and containers are often started under a user id without a name. */
function refuseNameless(): void {
  try {
    os.userInfo();
  } catch {
    throw new EmbeddedPostgresError(
      `PostgreSQL cannot run as user id ${process.geteuid?.()}, which has no entry in /etc/passwd: run as a user that has one, or set DATABASE_URL to a PostgreSQL server.`,
    );
  }
}

/** Data once written by an account stays with it, also when a better one appears in /etc/passwd. */
async function ownerOf(home: string): Promise<RunAs | undefined> {
  const found = await lstat(home).catch(() => undefined);
  if (found === undefined || found.uid === 0) return undefined;
  return { name: `with id ${found.uid}`, uid: found.uid, gid: found.gid };
}

async function passwdAccount(): Promise<RunAs> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  for (const name of SERVER_ACCOUNTS) {
    const [, , uid, gid] = lines.find(([account]) => account === name) ?? [];
    // macOS gives `nobody` the id -2, which Node cannot start a program under
    if (Number(uid) > 0 && Number(gid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new EmbeddedPostgresError(
    'PostgreSQL refuses to run as root, and neither postgres nor nobody is in /etc/passwd: start as another user, or set DATABASE_URL to a PostgreSQL server.',
  );
}
