import { createHash } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { firstClosedFolder, nearestExisting } from './reachable.js';
import { serverAccount } from './run-as.js';
import { dataIn, homeIn } from './server-home.js';

/** The folder of the data where no setting names one. */
export interface DefaultDataFolder {
  readonly folder: string;
  /** Why it is not the one that was wanted: a sentence to print. */
  readonly because?: string;
}

/**
 * Where the data goes when nobody chose a folder: `wanted`, or a stable other folder where the server cannot work in
 * `wanted`, as under root's closed home. Existing data is never walked away from. Nothing is made.
 * A folder that somebody chose is not for this function: it is used, or refused with a reason.
 */
export async function defaultDataFolder(wanted: string): Promise<DefaultDataFolder> {
  const folder = path.resolve(wanted);
  if (existsSync(dataIn(folder))) return { folder };
  const fallback = fallbackFor(folder);
  const obstacle = await obstacleOn(folder);
  if (obstacle !== undefined) return { folder: fallback, because: `The data is kept in ${fallback}: ${obstacle}.` };
  if (existsSync(dataIn(fallback))) {
    return { folder: fallback, because: `The data is kept in ${fallback}: it was begun there.` };
  }
  return { folder };
}

/** What keeps the server out of the folder, in words, or `undefined`. */
async function obstacleOn(folder: string): Promise<string | undefined> {
  const user = await serverAccount(homeIn(folder));
  const closed = await firstClosedFolder(folder, user);
  if (closed !== undefined) {
    return `${closed} is closed to the user ${user?.name}, whom PostgreSQL runs as because it refuses root`;
  }
  const existing = nearestExisting(folder);
  const writable = await access(existing, constants.W_OK).then(
    () => true,
    () => false,
  );
  return writable ? undefined : `${existing} cannot be written`;
}

/** The same for every start from the same place, and different for every place. */
function fallbackFor(folder: string): string {
  const place = path.basename(path.dirname(folder)) || 'root';
  const name = `${place}-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`;
  return process.geteuid?.() === 0
    ? path.join('/var/lib/pedigraph', name)
    : path.join(os.homedir(), '.local', 'share', 'pedigraph', name);
}
