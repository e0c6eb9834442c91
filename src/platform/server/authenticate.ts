import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ANONYMOUS, type Caller } from '../auth/caller.js';
import { ALL_RIGHTS } from '../auth/rights.js';
import { sha256 } from '../digest/digest.js';
import { PedigraphError } from '../errors/pedigraph-error.js';

/**
 * A request's caller, from its headers; throws, or rejects with, a {@link PedigraphError} UNAUTHENTICATED where it may
 * not ask. A promise where something has to be waited for.
 */
export type Authenticate = (headers: IncomingHttpHeaders) => Caller | Promise<Caller>;

/** The tokens that clients must send. */
export interface ClientTokens {
  /** The bearer token asked for; where neither this nor `tokens` is given, none is. */
  readonly token?: string | undefined;
  /** More tokens, each with a name of its own; the caller is that name. */
  readonly tokens?: Readonly<Record<string, string>> | undefined;
}

const TOKEN_HOLDER: Caller = Object.freeze({ actor: 'token', kind: 'SERVICE', rights: ALL_RIGHTS });

/** Knows the clients of a gateway by their tokens; without any token in the settings every caller is anonymous. */
export function authenticateClients({ token, tokens = {} }: ClientTokens): Authenticate {
  const holders: readonly Holder[] = [
    ...(token === undefined ? [] : [{ digest: digestOf(token), caller: TOKEN_HOLDER }]),
    ...Object.entries(tokens).map(([actor, text]) => ({
      digest: digestOf(text),
      caller: Object.freeze({ actor, kind: 'USER' as const, rights: ALL_RIGHTS }),
    })),
  ];
  if (holders.length === 0) return () => ANONYMOUS;
  const wanted = {
    missing: 'The server wants a token; send the header "Authorization: Bearer <token>".',
    wrong: 'The token is not one the server was started with (PEDIGRAPH_TOKEN, PEDIGRAPH_TOKENS).',
  };
  return ({ authorization }) => holderOf(authorization, holders, wanted);
}

interface Holder {
  readonly digest: Buffer;
  readonly caller: Caller;
}

interface Refusals {
  readonly missing: string;
  readonly wrong: string;
}

function holderOf(authorization: string | undefined, holders: readonly Holder[], refusals: Refusals): Caller {
  const given = /^Bearer +([^\s]+) *$/i.exec(authorization ?? '')?.[1];
  if (given !== undefined) {
    const digest = digestOf(given);
    // Digests have one length, so the time of the comparison gives away neither the token's length nor how much of it
    // was right.
    const holder = holders.find((known) => timingSafeEqual(known.digest, digest));
    if (holder !== undefined) return holder.caller;
  }
  throw new PedigraphError('UNAUTHENTICATED', given === undefined ? refusals.missing : refusals.wrong);
}

/** Digests have one length, whatever the token's. */
function digestOf(token: string): Buffer {
  return Buffer.from(sha256(token));
}
