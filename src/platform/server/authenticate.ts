import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ANONYMOUS, type Caller } from '../auth/caller.js';
import { CALLER_HEADER, decodeCaller } from '../auth/caller-header.js';
import { PedigraphError } from '../errors/pedigraph-error.js';

/** What decides who a request's caller is. */
export interface AuthenticateOptions {
  /** The bearer token asked for; where neither this nor `tokens` is given, none is. */
  readonly token?: string | undefined;
  /** More tokens, each with a name of its own; the caller is that name. */
  readonly tokens?: Readonly<Record<string, string>> | undefined;
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
  const { token, tokens = {}, behindGateway = false } = options;
  const holders: readonly Holder[] = [
    ...(token === undefined ? [] : [{ digest: sha256(token), caller: TOKEN_HOLDER }]),
    ...Object.entries(behindGateway ? {} : tokens).map(([actor, text]) => ({
      digest: sha256(text),
      caller: Object.freeze({ actor, rights: 'all' as const }),
    })),
  ];
  return (headers) => {
    const holder = holders.length === 0 ? ANONYMOUS : holderOf(headers.authorization, holders);
    const named = behindGateway ? headers[CALLER_HEADER] : undefined;
    return typeof named === 'string' ? decodeCaller(named) : holder;
  };
}

interface Holder {
  readonly digest: Buffer;
  readonly caller: Caller;
}

function holderOf(authorization: string | undefined, holders: readonly Holder[]): Caller {
  const given = /^Bearer +([^\s]+) *$/i.exec(authorization ?? '')?.[1];
  if (given !== undefined) {
    const digest = sha256(given);
    // Digests have one length, so the comparison tells neither the token's length nor how much of it was right.
    const holder = holders.find((known) => timingSafeEqual(known.digest, digest));
    if (holder !== undefined) return holder.caller;
  }
  throw new PedigraphError(
    'UNAUTHENTICATED',
    given === undefined
      ? 'The server wants a token; send the header "Authorization: Bearer <token>".'
      : 'The token is not one the server was started with (PEDIGRAPH_TOKEN, PEDIGRAPH_TOKENS).',
  );
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
