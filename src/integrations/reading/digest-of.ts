import { createHash } from 'node:crypto';

/** A file's content. */
export interface FileDigest {
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  readonly sizeBytes: number;
}

/** Digest and size of what is read, once, as a stream. */
export async function digestOf(content: AsyncIterable<Uint8Array>): Promise<FileDigest> {
  const hashed = hashing(content);
  for await (const _ of hashed.content);
  return hashed.digest();
}

/** Content that is hashed as it is read. */
export interface HashedContent {
  readonly content: AsyncIterable<Uint8Array>;
  /** Of all that was read; asked once, at the end. */
  digest(): FileDigest;
}

/** The same content, for who reads it to do something with it, and wants its digest then. */
export function hashing(content: AsyncIterable<Uint8Array>): HashedContent {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  async function* hashed() {
    for await (const chunk of content) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      yield chunk;
    }
  }
  return { content: hashed(), digest: () => ({ digest: `sha256:${hash.digest('hex')}`, sizeBytes }) };
}
