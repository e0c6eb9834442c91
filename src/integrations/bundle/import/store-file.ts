import { createHash } from 'node:crypto';
import { createArtifactUpload } from '#integrations/client/artifact-upload.js';
import { readStoredFile, type ServerTarget } from '#integrations/client/stored-file.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { MemberOf } from '../format/members.js';
import { notABundle } from '../format/refusals.js';
import type { Tally } from './tally.js';

/**
 * Stores a file with the server where its run or logged model has it; the same file stays.
 * @throws {PedigraphError} CONFLICT where another file is there
 */
export async function storeFile(
  { path, digest }: MemberOf<'file'>,
  content: AsyncIterable<Uint8Array>,
  target: ServerTarget,
  tally: Tally,
): Promise<void> {
  const stored = await readStoredFile(path, target);
  tally('file', stored === null);
  if (stored !== null) {
    const [found] = await Promise.all([digestOf(stored.content), digestOf(content)]);
    if (found === digest) return;
    throw new PedigraphError('CONFLICT', `Expected ${digest} at ${path} or no file, but ${found} is stored there.`);
  }
  await createArtifactUpload(target).put(path, verified(content, digest));
}

async function digestOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of content) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}

/** The bytes, which break off before their end where they are others: then nothing is stored. */
async function* verified(content: AsyncIterable<Uint8Array>, digest: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let held: Uint8Array | undefined;
  for await (const chunk of content) {
    if (held !== undefined) yield held;
    hash.update(chunk);
    held = chunk;
  }
  if (`sha256:${hash.digest('hex')}` !== digest) throw notABundle('a file in it has changed while it was imported');
  if (held !== undefined) yield held;
}
