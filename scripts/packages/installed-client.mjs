// The installed `pedigraph`, as a person or a pipeline runs it.
import { spawnSync } from 'node:child_process';

/**
 * Runs the command to its end.
 * @returns {{ status: number | null, stdout: string, stderr: string }}
 */
export function runInstalled(command, words, { cwd, env }) {
  // Nothing of the checkout is to be found: neither by a variable of npm, nor by NODE_PATH.
  const { PATH, HOME } = process.env;
  return spawnSync(command, words, { cwd, encoding: 'utf8', env: { PATH, HOME, ...env } });
}
