// Virtual environments of Python for what is tested or measured with other tools; they stay in the user's cache.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** There is no Python, or what was to be installed was not. */
export class NoEnvironment extends Error {}

/**
 * The Python of an environment that has what the file names, and what that includes; it is made once, and again where one
 * of the files changed.
 * @param system the interpreter that it is made with @default PYTHON, else python3
 * @throws {NoEnvironment}
 */
export function pythonEnvironment(name, requirements, system = process.env.PYTHON ?? 'python3') {
  const digest = createHash('sha256').update(textOf(requirements)).digest('hex').slice(0, 12);
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'pedigraph');
  const environment = path.join(cache, `${name}-${digest}`);
  const found = path.join(environment, 'bin', 'python');
  if (existsSync(path.join(environment, 'complete'))) return found;
  if (spawnSync(system, ['-c', 'import sys, ensurepip; assert sys.version_info >= (3, 10)']).status !== 0)
    throw new NoEnvironment(
      `${system} is not a Python of 3.10 or newer with its venv module (Debian: python3-venv). PYTHON names another.`,
    );
  console.error(`Installing ${name} into a virtual environment (once; some minutes) …`);
  mkdirSync(cache, { recursive: true });
  rmSync(environment, { recursive: true, force: true });
  const steps = [
    [system, ['-m', 'venv', environment]],
    [found, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]],
  ];
  for (const [command, parameters] of steps)
    if (spawnSync(command, parameters, { stdio: ['ignore', 2, 2] }).status !== 0)
      throw new NoEnvironment(`${name} could not be installed: see above, and check the connection to PyPI.`);
  mkdirSync(path.join(environment, 'complete.new'));
  renameSync(path.join(environment, 'complete.new'), path.join(environment, 'complete'));
  return found;
}

/** A file of requirements with those that it includes. */
function textOf(requirements) {
  const text = readFileSync(requirements, 'utf8');
  const included = [...text.matchAll(/^-r (.+)$/gm)].map(([, file]) => path.join(path.dirname(requirements), file));
  return [text, ...included.map(textOf)].join('\n');
}
