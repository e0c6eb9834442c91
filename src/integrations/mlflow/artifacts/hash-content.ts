import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { WrittenContent } from './object-store.js';

/** Passes bytes on and knows afterwards what they were. */
export interface HashingStream extends Transform {
  /** What went through; once the stream has ended. */
  written(): WrittenContent;
}

/** Computes the SHA-256 of what goes through, and fails above `maxBytes`. */
export function hashContent(maxBytes: number): HashingStream {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const stream = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      sizeBytes += bytes.length;
      if (sizeBytes > maxBytes) done(tooLarge(maxBytes));
      else {
        hash.update(bytes);
        done(null, bytes);
      }
    },
  });
  return Object.assign(stream, { written: () => ({ digest: `sha256:${hash.digest('hex')}`, sizeBytes }) });
}

/** The refusal of an artifact above `maxBytes`. */
export function tooLarge(maxBytes: number): PedigraphError {
  return new PedigraphError(
    'PAYLOAD_TOO_LARGE',
    `An artifact has at most ${maxBytes} bytes here (PEDIGRAPH_ARTIFACT_MAX_BYTES), and this one has more. Nothing was stored.`,
  );
}
