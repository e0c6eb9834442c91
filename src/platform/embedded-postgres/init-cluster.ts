import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { NativeBinaries } from './native-binaries.js';
import { runProgram } from './run-program.js';
import type { ServerHome } from './server-home.js';

const DRAFT = '.draft-';

/** Kept in the cluster's own folder, so that one rename brings both. */
const PASSWORD_FILE = 'embedded.password';

/**
 * Makes the cluster if there is none, and gives the password of its superuser `postgres`.
 * It is made under another name and renamed once, so it is whole or absent: after a crash, and when two processes
 * make it at the same time.
 * @param sync `false`: do not wait for the disk
 * @throws {EmbeddedPostgresError} where it cannot be made, or another PostgreSQL wrote it
 */
export async function initCluster(home: ServerHome, binaries: NativeBinaries, sync: boolean): Promise<string> {
  if (!existsSync(home.data)) await makeCluster(home, binaries, sync);
  const version = await readFile(path.join(home.data, 'PG_VERSION'), 'utf8').catch(() => undefined);
  const password = await readFile(path.join(home.data, PASSWORD_FILE), 'utf8').catch(() => undefined);
  if (version === undefined || password === undefined) {
    throw new EmbeddedPostgresError(
      `${home.data} holds no database of ours: move it away, or choose another folder with --data or PEDIGRAPH_DATA.`,
    );
  }
  if (version.trim() !== binaries.major) {
    throw new EmbeddedPostgresError(
      `${home.data} was written by PostgreSQL ${version.trim()}, and PostgreSQL ${binaries.major} is installed. Write a backup with the Pedigraph that the data is from (\`pedigraph backup FILE\`) and restore it into a new folder with this one (\`pedigraph restore FILE --data FOLDER\`), or choose another folder with --data or PEDIGRAPH_DATA.`,
    );
  }
  return password;
}

async function makeCluster(home: ServerHome, binaries: NativeBinaries, sync: boolean): Promise<void> {
  const draft = `${home.data}${DRAFT}${randomBytes(6).toString('hex')}`;
  const secret = `${draft}.password`;
  try {
    await writePassword(secret, home);
    const { ok, output } = await runProgram(binaries.program('initdb'), initArguments(draft, secret, sync), home.user);
    if (!ok) throw new EmbeddedPostgresError(`PostgreSQL could not make its files in ${draft}: ${output.slice(-800)}`);
    await rename(secret, path.join(draft, PASSWORD_FILE));
    await rename(draft, home.data);
    await syncFolder(path.dirname(home.data));
  } catch (error) {
    // whatever went wrong, if there is a cluster now then another starter was faster
    if (!existsSync(home.data)) throw error;
  } finally {
    await rm(secret, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
  await sweepDrafts(home.data);
}

/** Or a power cut would take the new name away, and the next start would sweep the cluster as a draft. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder, 'r');
  await handle.sync();
}

/** Written through the handle of a file that did not exist: a symlink laid in the way is not followed. */
async function writePassword(file: string, { user }: ServerHome): Promise<void> {
  await using handle = await open(file, 'wx', 0o600);
  await handle.writeFile(randomBytes(24).toString('base64url'));
  if (user !== undefined) await handle.chown(user.uid, user.gid);
}

/** Once there is a cluster, drafts are the losers' or what a `kill -9` left: 40 MB each. */
async function sweepDrafts(data: string): Promise<void> {
  const folder = path.dirname(data);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${path.basename(data)}${DRAFT}`)) continue;
    // one that is still being written may resist: its writer removes it
    await rm(path.join(folder, name), { recursive: true, force: true }).catch(() => {});
  }
}

function initArguments(folder: string, passwordFile: string, sync: boolean): string[] {
  return [
    `--pgdata=${folder}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C',
    // with libc's C alone, lower() and ILIKE would not fold what is not ASCII
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(sync ? [] : ['--no-sync']),
  ];
}
