import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { dataIn } from '#platform/embedded-postgres/server-home.js';
import { freePort } from '#process/distributed/free-port.js';
import { freshFolder } from '../../support/running-command.js';

/** What can be killed: the database, the process that everything hangs on, and the parts of a distributed product. */
export type Victim = 'postgres' | 'node' | 'subgraph' | 'gateway';

/** The product as a user starts it, on an embedded PostgreSQL of its own, kept alive as an operator would. */
export interface Product extends AsyncDisposable {
  readonly url: string;
  readonly folder: string;
  /** Ends one process with SIGKILL: what it was about to do it never does. */
  kill(victim: Victim, choose: () => number): Promise<void>;
  /** What its log has on a request, or on anything that an answer names. */
  log(about: string): string;
  /** Resolves when it says that it is ready again. */
  ready(): Promise<void>;
  /** Stops it in order. */
  stop(): Promise<number | null>;
}

/** Starts `pedigraph start` or `pedigraph distributed`. */
export async function startProduct(topology: 'start' | 'distributed'): Promise<Product> {
  const folder = freshFolder();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let output = '';
  let stopping = false;
  let child = launch();

  function launch(): ChildProcess {
    const { DATABASE_URL: _, ...env } = process.env;
    const args = ['bin/run-bundle.mjs', topology, '--data', folder, '--port', String(port), '--empty'];
    const started = spawn(process.execPath, args, {
      env: { ...env, PEDIGRAPH_LOG_LEVEL: 'info' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk));
    return started;
  }

  /** Of the processes that a distributed product has started, the one of each name that was started last. */
  const parts = () => {
    const started = output.split('\n').filter((line) => line.includes('a process is started'));
    return new Map(
      started.map((line) => JSON.parse(line)).map(({ process: name, pid }) => [String(name), Number(pid)]),
    );
  };

  const product: Product = {
    url,
    folder,
    async kill(victim, choose) {
      if (victim === 'postgres') return killIfAlive(postmasterIn(folder));
      if (victim === 'node') {
        const ended = once(child, 'exit');
        killIfAlive(child.pid);
        await ended;
        child = launch();
        return;
      }
      const pids = [...parts()].filter(([name]) => name.startsWith('gateway') === (victim === 'gateway'));
      killIfAlive(pids[Math.floor(choose() * pids.length)]?.[1]);
    },
    log(about) {
      const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(about)?.[0] ?? about;
      return output
        .split('\n')
        .filter((line) => line.includes(id))
        .join('\n');
    },
    async ready() {
      for (;;) {
        if (child.exitCode !== null && !stopping)
          throw new Error(`it ended with ${child.exitCode}:\n${output.slice(-4_000)}`);
        const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
        if (answer?.ok) return;
        await pause(100);
      }
    },
    async stop() {
      stopping = true;
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      return child.exitCode;
    },
    async [Symbol.asyncDispose]() {
      await product.stop();
      killIfAlive(postmasterIn(folder));
      await rm(folder, { recursive: true, force: true });
    },
  };
  await product.ready();
  return product;
}

/** The process id that PostgreSQL has written into its data folder. */
function postmasterIn(folder: string): number | undefined {
  const file = `${dataIn(folder)}/postmaster.pid`;
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}

function killIfAlive(pid: number | undefined): void {
  if (pid === undefined || !Number.isInteger(pid) || pid <= 0) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it is gone already
  }
}
