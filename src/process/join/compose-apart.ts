import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Composed, ComposeRequest } from './compose-judged.js';

/** The built command. */
const MAIN = fileURLToPath(new URL('../../../../bin/run-bundle.mjs', import.meta.url));

/** Milliseconds after which a composition is given up: it takes one or two seconds. */
const COMPOSE_TIMEOUT_MS = 120_000;

/**
 * Composes in a process of its own, which ends with it: requests are answered meanwhile, and an SDL that composition
 * does not end with, or that takes more memory than there is, costs that process.
 * @param signal ends it
 */
export function composeApart(signal: AbortSignal): (request: ComposeRequest) => Promise<Composed> {
  return async (request) => {
    const child = spawn(process.execPath, [MAIN, 'compose', '--apart'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
      env: {},
      timeout: COMPOSE_TIMEOUT_MS,
      killSignal: 'SIGKILL',
      signal,
    });
    // Its end tells what became of it.
    child.on('error', () => {});
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify(request));
    const answer = await text(child.stdout).catch(() => '');
    if (answer === '') return { refused: ['It could not be composed: the process that does it ended.'] };
    return JSON.parse(answer) as Composed;
  };
}
