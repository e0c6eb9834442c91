import type { Readable } from 'node:stream';
import { PedigraphError } from '../errors/pedigraph-error.js';
import { exceedsValues } from '../json/exceeds-values.js';
import { CHARACTERS_AT_ONCE, parseInTurns } from '../turns/parse-in-turns.js';
import { payloadTooLarge } from './inflate-body.js';

/** How large a body may be. */
export interface BodyLimits {
  readonly bodyBytes: number;
  /** Values in its JSON. */
  readonly values: number;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a body as JSON; undefined where it is empty.
 * @throws {PedigraphError} PAYLOAD_TOO_LARGE above the limits; BAD_REQUEST where it is neither UTF-8 nor JSON
 */
export async function readJsonBody(body: Readable, { bodyBytes, values }: BodyLimits): Promise<unknown> {
  const bytes = await collect(body, bodyBytes);
  if (bytes.length === 0) return undefined;
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new PedigraphError('BAD_REQUEST', 'The body must be UTF-8, and has bytes that are not.');
  }
  if (exceedsValues(text, values)) throw tooManyValues(values);
  try {
    return text.length <= CHARACTERS_AT_ONCE ? JSON.parse(text) : await parseInTurns(text);
  } catch {
    throw new PedigraphError('BAD_REQUEST', 'The body is not JSON.');
  }
}

/** All bytes of a stream, which is left to flow where they are too many: the answer takes the same connection. */
function collect(body: Readable, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= most) return;
      body.off('data', take).resume();
      reject(payloadTooLarge(most));
    };
    body
      .on('data', take)
      .once('end', () => resolve(Buffer.concat(chunks, length)))
      .once('error', reject)
      .once('close', () => reject(new PedigraphError('BAD_REQUEST', 'The body ended before it was whole.')));
  });
}

/** The error for a client whose body holds too many values. */
export function tooManyValues(most: number): PedigraphError {
  return new PedigraphError(
    'PAYLOAD_TOO_LARGE',
    `The body has more than ${most} values; send it in parts, or raise PEDIGRAPH_LIMIT_VALUES on the server. Nothing was written.`,
    { limit: most },
  );
}
