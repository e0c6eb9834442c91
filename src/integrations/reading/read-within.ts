import path from 'node:path';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { ForeignTree } from './foreign-tree.js';
import { asUnreadableFile, type UnreadableFile } from './unreadable-file.js';

/** The largest file that is read whole because a manifest names it, in bytes. */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * The bytes of a small file that a manifest names.
 * @param expected what it has to be, such as `a lock file`
 * @throws {PedigraphError} BAD_USER_INPUT where it leads out of the folder, or is none.
 */
export async function readWithin(tree: ForeignTree, given: string, expected: string): Promise<Buffer> {
  const file = path.resolve(tree.root, given);
  try {
    return await tree.read(file, MAX_BYTES);
  } catch (error) {
    throw refusalOf(tree, given, asUnreadableFile(file, error), expected);
  }
}

/** What is reported of a file that a manifest names. */
export function refusalOf(
  { root }: ForeignTree,
  given: string,
  { message, obstacle }: UnreadableFile,
  expected: string,
): PedigraphError {
  return new PedigraphError(
    'BAD_USER_INPUT',
    obstacle === 'outside'
      ? `Expected a path within ${root}, but ${JSON.stringify(given)} leads out of it. Nothing was written.`
      : `Expected ${given} to be ${expected} in ${root}, but it ${message}. Nothing was written.`,
  );
}
