import { readFile, readlink, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { runProgram } from './run-program.js';

/** What a running server writes of itself into `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  /** `ready` once it takes connections; before and after: `starting`, `stopping`, or not written yet. */
  readonly status: string;
}

/** Milliseconds after which a file with nothing in it is no server's that writes it at this moment. */
const EMPTY_PATIENCE = 5_000;

/**
 * The server that runs on a cluster, or `undefined`. A `postmaster.pid` that a crash left behind does not count, and
 * is removed where PostgreSQL would refuse to start for it: where its process number meanwhile belongs to another
 * program, or to the server of another cluster, and where the crash left it empty.
 */
export async function readPostmasterFile(data: string): Promise<PostmasterFile | undefined> {
  const file = path.join(data, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  if (text.trim() === '') {
    const found = await stat(file).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > EMPTY_PATIENCE) await removeStale(file, text);
    return undefined;
  }
  // lines, from PostgreSQL's miscadmin.h: pid, data folder, start time, port, socket folder, address, memory, status
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!(pid > 1) || !isAlive(pid)) return undefined;
  if (!(await isServerOf(pid, data, lines[1]?.trim() ?? data))) {
    await removeStale(file, text);
    return undefined;
  }
  return { pid, port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
}

/** Whether a process runs: a zombie does not. */
export async function isRunning(pid: number): Promise<boolean> {
  return isAlive(pid) && (await linuxProcess(pid))?.state !== 'Z';
}

/** Removes the file, unless another start has written its own meanwhile. */
async function removeStale(file: string, text: string): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => undefined)) === text) await rm(file, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether a process serves the cluster. When in doubt, yes: two servers on one cluster would destroy it. */
async function isServerOf(pid: number, data: string, givenFolder: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const found = await linuxProcess(pid);
    if (found === undefined) return true;
    return found.command === 'postgres' && found.state !== 'Z' && worksIn(pid, data);
  }
  if (process.platform === 'darwin') {
    // A server's own process shows how it was started, with -D; those it starts show what they do.
    const { ok, output } = await runProgram('/bin/ps', ['-ww', '-o', 'command=', '-p', String(pid)], undefined);
    return !ok || output.includes(givenFolder);
  }
  return true;
}

async function linuxProcess(pid: number): Promise<{ command: string; state: string } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const [, command, state] = /\((.*)\) (\w)/s.exec(text ?? '') ?? [];
  return command === undefined ? undefined : { command, state: state! };
}

/**
 * Every process of a server works in the folder of its cluster. Where that is hidden, it has at least the owner's
 * account.
 */
async function worksIn(pid: number, data: string): Promise<boolean> {
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  if (folder !== undefined) return folder === (await realpath(data));
  const [server, files] = await Promise.all([`/proc/${pid}`, data].map((place) => stat(place).catch(() => undefined)));
  return server === undefined || files === undefined || server.uid === files.uid;
}
