import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { type RunAs, runProgram } from './run-program.js';

/**
 * The outermost folder on the way to (and including) `folder` that the account cannot enter, or `undefined`.
 * Found by trying, because permission bits are not the whole truth (ACLs, mounts).
 * What does not exist yet is not in the way. An account of `undefined` is this process, which need not ask.
 */
export async function firstClosedFolder(folder: string, user: RunAs | undefined): Promise<string | undefined> {
  if (user === undefined) return undefined;
  const script = 'for folder in "$@"; do cd -- "$folder" || { printf "%s" "$folder"; exit 1; }; done 2>/dev/null';
  const { ok, output } = await runProgram('/bin/sh', ['-c', script, 'sh', ...existingFoldersTo(folder)], user);
  return ok ? undefined : output;
}

/** The folder itself where it exists, else its nearest parent that does. */
export function nearestExisting(folder: string): string {
  return existsSync(folder) ? folder : nearestExisting(path.dirname(folder));
}

/** Outermost first; a file among them is reported where the folder is made. */
function existingFoldersTo(folder: string): string[] {
  const nearest = nearestExisting(folder);
  const parent = path.dirname(nearest);
  if (parent === nearest) return [nearest];
  return [...existingFoldersTo(parent), ...(statSync(nearest).isDirectory() ? [nearest] : [])];
}
