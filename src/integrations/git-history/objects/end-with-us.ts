import type { ChildProcess } from 'node:child_process';
import process from 'node:process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A child that leads a process group, with what it started. */
export interface ChildGroup extends Disposable {
  /** Ends all of the group at once. */
  end(): void;
}

/**
 * Ends a detached child, and what it started, with this process: a terminal's Ctrl-C does not reach another session.
 * Disposed of once the child has ended.
 */
export function endWithUs(child: ChildProcess): ChildGroup {
  const end = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // All of it has ended.
    }
  };
  const dispose = () => {
    process.removeListener('exit', end);
    for (const signal of SIGNALS) process.removeListener(signal, onSignal);
  };
  const onSignal = (signal: NodeJS.Signals) => {
    end();
    dispose();
    // A signal that nobody else listens for ends the process, as it does without this listener.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  process.once('exit', end);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return { end, [Symbol.dispose]: dispose };
}
