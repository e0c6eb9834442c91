import { constants, existsSync } from 'node:fs';
import { access, chmod, lchown, lstat, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { firstClosedFolder, nearestExisting } from './reachable.js';
import { serverAccount } from './run-as.js';
import type { RunAs } from './run-program.js';

/** Where one server keeps its files, and the account they belong to. */
export interface ServerHome {
  /** The folder the caller chose. */
  readonly folder: string;
  /** The cluster itself; missing until `initCluster` has run. */
  readonly data: string;
  readonly log: string;
  /** `undefined`: that of this process. */
  readonly user: RunAs | undefined;
}

/** The part of a chosen folder that belongs to the server alone: only it changes hands, never the user's folder. */
export function homeIn(folder: string): string {
  return path.join(folder, 'postgres');
}

/** The files of the cluster in a chosen folder. */
export function dataIn(folder: string): string {
  return path.join(homeIn(folder), 'data');
}

/**
 * Makes the server's folder inside `folder` and proves that its account can work there.
 * @throws {EmbeddedPostgresError} where the folder cannot be made, written or reached; nothing is left behind then
 */
export async function prepareHome(folder: string): Promise<ServerHome> {
  const home = homeIn(folder);
  const user = await serverAccount(home);
  const closed = await firstClosedFolder(folder, user);
  if (closed !== undefined) {
    throw new EmbeddedPostgresError(
      `The data folder ${folder} is out of reach of the user ${user?.name}, whom PostgreSQL runs as because it refuses root: ${closed} is closed to it. ${CHOOSE_ANOTHER}.`,
    );
  }
  try {
    // mkdir reports a read-only file system as something else
    if (!existsSync(home)) await access(nearestExisting(folder), constants.W_OK);
    await makeFolder(folder, user);
    await makeHome(home, user);
    await access(home, constants.W_OK);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw new EmbeddedPostgresError(`${reasonOf(folder, error as NodeJS.ErrnoException)}. ${CHOOSE_ANOTHER}.`, {
      cause: error,
    });
  }
  return { folder, data: dataIn(folder), log: path.join(home, 'postgres.log'), user };
}

const CHOOSE_ANOTHER =
  'Choose another folder with --data or PEDIGRAPH_DATA, or set DATABASE_URL to a PostgreSQL server';

/** What was not there before is opened for the server's account to pass through, whatever the umask is. */
async function makeFolder(folder: string, user: RunAs | undefined): Promise<void> {
  const outermost = await mkdir(folder, { recursive: true });
  if (outermost === undefined || user === undefined) return;
  for (let made = folder; made.length >= outermost.length; made = path.dirname(made)) await chmod(made, 0o755);
}

async function makeHome(home: string, user: RunAs | undefined): Promise<void> {
  await mkdir(home, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const found = await lstat(home);
  if (!found.isDirectory()) throw Object.assign(new Error(`${home} is not a folder`), { code: 'ENOTDIR' });
  // uid 0: just made, or made by a start that was killed before it came here
  if (user !== undefined && found.uid === 0) await lchown(home, user.uid, user.gid);
  const me = process.geteuid?.();
  if (user === undefined && me !== undefined && found.uid !== me) {
    throw new EmbeddedPostgresError(
      `The database in ${home} belongs to the user with id ${found.uid}, and this is ${me}. Start as that user or as root, or choose another folder with --data or PEDIGRAPH_DATA.`,
    );
  }
}

function reasonOf(folder: string, error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return `The data folder ${folder} cannot be made: a file is in the way`;
    case 'EACCES':
    case 'EPERM':
      return `The data folder ${folder} cannot be written by this user`;
    case 'EROFS':
      return `The data folder ${folder} is on a read-only file system`;
    default:
      return `The data folder ${folder} cannot be used (${error.message})`;
  }
}
