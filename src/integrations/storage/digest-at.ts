import { createHash, getHashes } from 'node:crypto';
import path from 'node:path';
import type { Environment } from '#integrations/git/git-reader.js';
import { ForeignTree } from '#integrations/reading/foreign-tree.js';
import { refusalOf } from '#integrations/reading/read-within.js';
import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { type Location, locationText } from './location.js';
import { GcsReach } from './reach-gcs.js';
import { S3Reach } from './reach-s3.js';

/**
 * The digest of what lies at a place, under one of these algorithms: of a file of this machine it is computed, of an object in a
 * bucket it is what the bucket says of all its bytes. Nothing else is read.
 * @param algorithms those under which it can be compared, the best first
 * @returns with its algorithm before it
 * @throws {PedigraphError} BAD_USER_INPUT where there is none of them, with how to get one.
 */
export async function digestAt(location: Location, algorithms: readonly string[], env: Environment): Promise<string> {
  const digest = await askFor(location, algorithms, env);
  if (digest !== null && algorithms.includes(digest.split(':')[0]!)) return digest;
  const known = digest === null ? 'none' : `only ${digest}`;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected a digest of what lies at ${locationText(location)} under ${algorithms.join(' or ')}, but ${known} can be taken here: give --digest. Nothing was written.`,
  );
}

/**
 * The digest of a file within a folder of this machine.
 * @throws {PedigraphError} BAD_USER_INPUT where it is not there or leads out of the folder.
 */
export async function digestWithin(tree: ForeignTree, file: string, algorithm: string): Promise<string> {
  const full = path.resolve(tree.root, file);
  try {
    return await tree.stream(full, async (content) => {
      const hash = createHash(algorithm);
      for await (const chunk of content) hash.update(chunk);
      return `${algorithm}:${hash.digest('hex')}`;
    });
  } catch (error) {
    throw refusalOf(tree, file, asUnreadableFile(full, error), 'a file');
  }
}

async function askFor(location: Location, algorithms: readonly string[], env: Environment): Promise<string | null> {
  if (location.kind === 'file' && location.host === null) {
    const algorithm = algorithms.find((one) => getHashes().includes(one));
    const { dir, base } = path.parse(location.path);
    return algorithm === undefined ? null : digestWithin(await ForeignTree.at(dir), base, algorithm);
  }
  try {
    if (location.kind === 's3') {
      const s3 = new S3Reach(env);
      return await s3.digestOf(location).finally(() => s3.close());
    }
    if (location.kind === 'gcs') {
      await using gcs = new GcsReach(env);
      return await gcs.digestOf(location);
    }
  } catch (error) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected ${locationText(location)} to be there, but the bucket did not say so: ${(error as Error).message || (error as Error).name}. Nothing was written.`,
    );
  }
  return null;
}
