import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { LONG_DEADLINES } from './test-config.js';

/** `pedigraph …` as a process of its own, on a data folder of its own. */
export interface RunningCommand extends AsyncDisposable {
  readonly child: ChildProcess;
  /** Where it listens. */
  readonly url: string;
  /** All that it printed. */
  output(): string;
  /** Stops it as Ctrl-C does, and waits; resolves to its exit code. */
  stop(): Promise<number | null>;
}

/** Starts a command that prints "Ctrl-C stops it." when it is ready, and waits for that. */
export async function startCommand(
  args: readonly string[],
  folder = freshFolder(),
  over: NodeJS.ProcessEnv = {},
): Promise<RunningCommand> {
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, ['bin/pedigraph.mjs', ...args, '--data', folder, '--port', '0'], {
    env: { ...env, ...LONG_DEADLINES, PEDIGRAPH_LOG_LEVEL: 'info', ...over },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      output += chunk;
      if (output.includes('Ctrl-C stops it.')) resolve();
    };
    child.stdout.on('data', onData);
    child.stderr.on('data', onData);
    child.once('exit', (code) => reject(new Error(`it ended with ${code}:\n${output}`)));
  });
  await ready;
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    return child.exitCode;
  };
  return {
    child,
    url: /API {4}(\S+)\/graphql/.exec(output)?.[1] ?? '',
    output: () => output,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A data folder that does not exist yet. */
export function freshFolder(): string {
  return path.join(os.tmpdir(), `pedigraph-command-${randomBytes(6).toString('hex')}`);
}

/** What a command left behind. */
export interface EndedCommand {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they came. */
  readonly output: string;
}

/**
 * Runs a command that is expected to end by itself.
 * @param main the file with the commands. @default all of them
 * @param onStderr called with all that it printed on standard error so far
 */
export async function runCommand(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  main = 'bin/pedigraph.mjs',
  onStderr: (printed: string) => void = () => {},
): Promise<EndedCommand> {
  const { DATABASE_URL: _, ...own } = process.env;
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...own, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '', output: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk) => {
      said[stream] += chunk;
      said.output += chunk;
      if (stream === 'stderr') onStderr(said.stderr);
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}
