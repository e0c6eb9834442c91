import { spawn } from 'node:child_process';
import path from 'node:path';

/** An operating-system account that a program is started under. */
export interface RunAs {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** How a program ended; `output` is what it wrote to both streams, or why it could not be started. */
export interface ProgramResult {
  readonly ok: boolean;
  readonly output: string;
}

/**
 * The whole environment of every PostgreSQL program: nothing is inherited, so a stray `PGDATA`, `PGPORT` or
 * `LD_LIBRARY_PATH` does not count. (On Windows, Node adds what programs cannot do without.)
 */
export const SERVER_ENVIRONMENT: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };

/** A folder that every account can enter: a program must not start in a folder that its account cannot reach. */
export const FILE_SYSTEM_ROOT = path.parse(process.execPath).root;

/** The part of `spawn`'s options that makes the program run under the account. */
export function spawnAs(user: RunAs | undefined): { uid?: number; gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid };
}

/** Runs a program to its end. Never rejects: a program that cannot even be started is one that failed. */
export function runProgram(file: string, args: readonly string[], user: RunAs | undefined): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      ...spawnAs(user),
      env: SERVER_ENVIRONMENT,
      cwd: FILE_SYSTEM_ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, output: output.trim() }));
  });
}
