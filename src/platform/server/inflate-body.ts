import { type Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { PedigraphError } from '../errors/pedigraph-error.js';

const INFLATERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const;

/** A body with the number of bytes that came over the wire, which Fastify compares with `Content-Length`. */
export type InflatedBody = Readable & { receivedEncodedLength: number };

/**
 * The body as it was before its `Content-Encoding` (RFC 9110 §8.4). It ends with PAYLOAD_TOO_LARGE as soon as more
 * than `limit` bytes have come out: 48 KB of gzip can hold 50 MB.
 * @throws {PedigraphError} BAD_REQUEST where the encoding is another.
 */
export function inflateBody(encoding: string, encoded: Readable, limit: number): InflatedBody {
  const name = encoding.trim().toLowerCase();
  if (!Object.hasOwn(INFLATERS, name)) {
    throw new PedigraphError('BAD_REQUEST', `Content-Encoding must be gzip, deflate, br or none, got "${encoding}".`, {
      http: { status: 415 },
    });
  }
  const inflater = INFLATERS[name as keyof typeof INFLATERS]();
  const body = Object.assign(boundedBy(limit), { receivedEncodedLength: 0 });

  encoded.on('data', (chunk: Buffer) => {
    body.receivedEncodedLength += chunk.length;
  });
  encoded.on('error', (error) => body.destroy(error));
  encoded.on('close', () => encoded.readableEnded || body.destroy());
  inflater.on('error', () => {
    body.destroy(new PedigraphError('BAD_REQUEST', `The body is not what Content-Encoding says: ${name}.`));
  });
  // `pipeline` would destroy the request's socket on an error, and with it the way to answer.
  body.on('close', () => {
    encoded.unpipe(inflater);
    inflater.destroy();
  });
  encoded.pipe(inflater).pipe(body);
  return body;
}

/** The error for a client whose body is too large. */
export function payloadTooLarge(limit: number): PedigraphError {
  return new PedigraphError(
    'PAYLOAD_TOO_LARGE',
    `The body has more than ${limit} bytes (counted after inflating); send it in parts, or raise PEDIGRAPH_LIMIT_BODY_BYTES on the server.`,
    { limit },
  );
}

function boundedBy(limit: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limit) done(payloadTooLarge(limit));
      else done(null, chunk);
    },
  });
}
