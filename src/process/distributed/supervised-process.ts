import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { Timeouts } from '#platform/config/config.js';
import { createRestartPause } from './restart-pause.js';

/** The built command. */
const MAIN = fileURLToPath(new URL('../../../../bin/run-bundle.mjs', import.meta.url));
/**
 * V8's flags that pay off under load, as `npm start` and the Dockerfile have them (docs/performance.md): a young
 * generation of more than the default of 16 MB, so that the objects of many requests at once die young; and no new rows
 * in the old one, which V8 chooses where some rows of a kind live long. That was a third of a request's CPU.
 */
const NODE_FLAGS = ['--max-semi-space-size=32', '--no-allocation-site-pretenuring'];

/** Milliseconds beyond its own time-outs that a process may take to stop in order. */
const STOP_GRACE_MS = 5_000;

/** A process of ours that is kept alive until it is stopped. */
export interface SupervisedProcess {
  /** Stops it in order, and by force where it takes too long. */
  stop(): Promise<void>;
}

/** Which command to keep alive. */
export interface SuperviseOptions {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeouts: Pick<Timeouts, 'drain' | 'linger'>;
  readonly logger: Logger;
}

/**
 * Keeps `pedigraph …args` alive: one that dies is started again, later each time where it does not run well. It runs in a process group of its
 * own, so that Ctrl-C reaches the parent alone and the parent stops everything in order; and it holds a channel to the
 * parent, so that it ends when the parent is killed.
 */
export function supervise({ name, args, env, timeouts, logger }: SuperviseOptions): SupervisedProcess {
  let stopping = false;
  const pauseAfter = createRestartPause();
  let child = start();

  function start(): ChildProcess {
    const started = spawn(process.execPath, [...NODE_FLAGS, MAIN, ...args], {
      env,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    logger.info({ process: name, pid: started.pid }, 'a process is started');
    let readyAt: number | undefined;
    started.once('message', () => {
      readyAt = performance.now();
    });
    started.once('exit', async (code, signal) => {
      if (stopping) return;
      const pauseMs = pauseAfter(readyAt === undefined ? undefined : performance.now() - readyAt);
      logger.error({ process: name, code, signal, pauseMs }, 'a process died and is started again');
      await pause(pauseMs);
      if (!stopping) child = start();
    });
    return started;
  }

  return {
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const killTimer = setTimeout(() => child.kill('SIGKILL'), timeouts.drain + timeouts.linger + STOP_GRACE_MS);
      await ended;
      clearTimeout(killTimer);
    },
  };
}
