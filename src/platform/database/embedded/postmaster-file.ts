import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { runProgram } from './run-program.js';

/** What a running server says of itself in `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  /** `ready` once it takes connections; before and after: `starting`, `stopping`, or not written yet. */
  readonly status: string;
}

/**
 * The server that runs on a cluster, or `undefined`. A `postmaster.pid` that a crash left behind does not count, and
 * is removed where its process number meanwhile belongs to another program: PostgreSQL would refuse to start then.
 */
export async function readPostmasterFile(data: string): Promise<PostmasterFile | undefined> {
  const file = path.join(data, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => '');
  // lines, from PostgreSQL's miscadmin.h: pid, data folder, start time, port, socket folder, address, memory, status
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!(pid > 1) || !isAlive(pid)) return undefined;
  if (!(await isPostgres(pid))) {
    if ((await readFile(file, 'utf8').catch(() => '')) === text) await rm(file, { force: true });
    return undefined;
  }
  return { pid, port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When in doubt, yes: two servers on one cluster would destroy it. */
async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    const [, command, state] = /\((.*)\) (\w)/s.exec(stat ?? '') ?? [];
    return command === undefined || (command === 'postgres' && state !== 'Z');
  }
  if (process.platform === 'darwin') {
    const { ok, output } = await runProgram('/bin/ps', ['-o', 'comm=', '-p', String(pid)], undefined);
    return !ok || path.basename(output) === 'postgres';
  }
  return true;
}
