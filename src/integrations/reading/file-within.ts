import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { PedigraphError } from '../../platform/errors/pedigraph-error.js';

/**
 * The real place of a file within a folder, links followed: a manifest from somebody else must not send what lies
 * beside it.
 * @throws {PedigraphError} BAD_USER_INPUT where it leads out of the folder; an ENOENT where it is not there.
 */
export async function fileWithin(folder: string, told: string): Promise<string> {
  const [root, file] = await Promise.all([realpath(folder), realpath(path.resolve(folder, told))]);
  const inside = path.relative(root, file);
  if (inside !== '..' && !inside.startsWith(`..${path.sep}`) && !path.isAbsolute(inside)) return file;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected a path within ${folder}, but ${JSON.stringify(told)} leads out of it. Nothing was written.`,
  );
}
