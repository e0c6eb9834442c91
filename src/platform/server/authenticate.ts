import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ANONYMOUS, type Caller } from '../auth/caller.js';
import { CALLER_HEADER, decodeCaller } from '../auth/caller-header.js';
import { PedigraphError } from '../errors/pedigraph-error.js';

/** What decides who a request's caller is. */
export interface AuthenticateOptions {
  /** The bearer token asked for; undefined: none is. */
  readonly token?: string | undefined;
  /**
   * Whether to take the caller from the `pedigraph-caller` header, once the token check has passed. For subgraphs,
   * whose only client is a gateway; at the gateway it would let any client take any name.
   * @default false
   */
  readonly behindGateway?: boolean | undefined;
}

const TOKEN_HOLDER: Caller = Object.freeze({ actor: 'token', rights: 'all' });

/**
 * Makes the function that tells a request's caller from its headers.
 * That function throws a {@link PedigraphError} UNAUTHENTICATED where the token is missing or another.
 */
export function createAuthenticator(options: AuthenticateOptions): (headers: IncomingHttpHeaders) => Caller {
  const { token, behindGateway = false } = options;
  const expected = token === undefined ? undefined : sha256(token);
  const holder = token === undefined ? ANONYMOUS : TOKEN_HOLDER;
  return (headers) => {
    if (expected !== undefined) checkToken(headers.authorization, expected);
    const named = behindGateway ? headers[CALLER_HEADER] : undefined;
    return typeof named === 'string' ? decodeCaller(named) : holder;
  };
}

function checkToken(authorization: string | undefined, expected: Buffer): void {
  const given = /^Bearer +([^\s]+) *$/i.exec(authorization ?? '')?.[1];
  // Digests have one length, so the comparison tells neither the token's length nor how much of it was right.
  if (given !== undefined && timingSafeEqual(sha256(given), expected)) return;
  throw new PedigraphError(
    'UNAUTHENTICATED',
    given === undefined
      ? 'The server wants a token; send the header "Authorization: Bearer <token>".'
      : 'The token is not the one the server was started with (PEDIGRAPH_TOKEN).',
  );
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
