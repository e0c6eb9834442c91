import type { FastifyRequest } from 'fastify';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** Where a client may give the key of an operation. */
export interface GivenKeys {
  /** The header `Idempotency-Key`. */
  readonly header: string | undefined;
  /** `extensions.idempotencyKey` of the operation, for what has no headers of its own. */
  readonly extension: unknown;
}

/** Visible characters of ASCII; a list of several keys has a space in it. */
const KEY = /^[!-~]{1,255}$/;

/** A string of RFC 8941 (§3.3.3), as the draft has it, in which a backslash stands before a quote or a backslash. */
const QUOTED = /^"((?:[!#-[\]-~]|\\["\\])*)"$/;

/** The header as a request has it; several of them are one, with commas between, which is no key. */
export function keyHeaderOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const header = headers['idempotency-key'];
  return Array.isArray(header) ? header.join(', ') : header;
}

/**
 * The idempotency key of an operation; undefined where it has none. The header takes it bare or as a quoted string.
 * @throws {PedigraphError} BAD_REQUEST where it is no key, or the two are not the same.
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function readIdempotencyKey({ header, extension }: GivenKeys): string | undefined {
  const inHeader = header === undefined ? undefined : checked('The header Idempotency-Key', unquoted(header));
  const inExtension = extension == null ? undefined : checked('extensions.idempotencyKey', extension);
  if (inHeader !== undefined && inExtension !== undefined && inHeader !== inExtension) {
    throw new PedigraphError(
      'BAD_REQUEST',
      'The header Idempotency-Key and extensions.idempotencyKey are not the same: send one of them. Nothing was written.',
      { http: { status: 400 } },
    );
  }
  return inHeader ?? inExtension;
}

function unquoted(header: string): string {
  const inner = QUOTED.exec(header)?.[1];
  if (inner !== undefined) return inner.replace(/\\(.)/g, '$1');
  // Of a quote that is not closed, or has parameters behind it, nobody knows what was meant.
  return header.startsWith('"') ? '' : header;
}

function checked(where: string, key: unknown): string {
  if (typeof key === 'string' && KEY.test(key)) return key;
  const came = typeof key === 'string' ? `${key.length} characters` : `a value that is no text`;
  throw new PedigraphError(
    'BAD_REQUEST',
    `${where} must be 1 to 255 visible ASCII characters, such as a UUID, but is ${came} that are not. Nothing was written.`,
    { http: { status: 400 } },
  );
}
