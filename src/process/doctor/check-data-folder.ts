import { constants, existsSync } from 'node:fs';
import { access, readFile, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { nearestExisting } from '#platform/embedded-postgres/reachable.js';
import { dataIn, homeIn } from '#platform/embedded-postgres/server-home.js';
import { type Finding, fine, problem, warning } from './finding.js';

const MB = 1024 * 1024;
/** Below these, writes are soon refused, or are. */
const LITTLE = 1024 * MB;
const TOO_LITTLE = 100 * MB;

/** What can be said of the folder of the embedded database without starting it. Nothing is changed. */
export async function checkDataFolder(folder: string): Promise<readonly Finding[]> {
  return [...(await checkRights(folder)), ...(await checkLeftovers(folder)), await checkSpace(folder)];
}

async function checkRights(folder: string): Promise<readonly Finding[]> {
  const place = nearestExisting(existsSync(homeIn(folder)) ? homeIn(folder) : folder);
  try {
    await access(place, constants.W_OK);
  } catch {
    return [
      problem(
        'data.rights',
        `${place} cannot be written by this user.`,
        'Start as the user it belongs to, or choose another folder with --data or PEDIGRAPH_DATA.',
      ),
    ];
  }
  if (!existsSync(dataIn(folder)))
    return [fine('data.rights', `${folder} holds no store yet: the first start makes one.`)];
  const { mode } = await stat(dataIn(folder));
  return [
    (mode & 0o077) === 0
      ? fine('data.rights', `${folder} can be written, and its cluster is its owner's alone.`)
      : problem(
          'data.rights',
          `Other users may open ${dataIn(folder)}: PostgreSQL does not start on it.`,
          `chmod 700 ${dataIn(folder)}`,
        ),
  ];
}

/** A process number of a server that is gone; the next start removes it by itself. */
async function checkLeftovers(folder: string): Promise<readonly Finding[]> {
  const file = path.join(dataIn(folder), 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n', 1)[0]);
  if (!(pid > 1)) return [];
  if (isAlive(pid)) return [fine('data.server', `A server runs on the store, as process ${pid}.`)];
  return [
    warning(
      'data.server',
      `The server of the store, process ${pid}, is gone and did not stop in order.`,
      'The next start brings the store back from its log by itself; a backup beforehand does no harm.',
    ),
  ];
}

async function checkSpace(folder: string): Promise<Finding> {
  const place = nearestExisting(folder);
  const { bavail, bsize } = await statfs(place);
  const free = bavail * bsize;
  const found = `${Math.round(free / MB)} MB are free where the data lies.`;
  if (free >= LITTLE) return fine('data.space', found);
  const judged = free < TOO_LITTLE ? problem : warning;
  return judged('data.space', found, 'Make place: where none is left, writes are refused and reads go on.');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
