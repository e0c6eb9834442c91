import { LRUCache } from 'lru-cache';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Caller } from '../caller.js';
import { callerClaim } from './caller-claims.js';
import type { SigningKey } from './key-pair.js';
import { ALGORITHM, MAX_TOKEN_LENGTH } from './token-form.js';

/** Makes the tokens that a caller's requests to subgraphs carry. */
export interface TokenIssuer {
  /** A token for these subgraphs in the caller's name, that holds for half its life at least. */
  tokenFor(caller: Caller, audience: string | readonly string[]): string | Promise<string>;
}

/** What an issuer signs with. */
export interface TokenIssuerOptions {
  readonly key: SigningKey;
  /** One of `ISSUERS`, or who states something to others. */
  readonly issuer: string;
  /** What a token says of its caller, beside the name. @default all, as the claim `caller` */
  readonly claims?: ((caller: Caller) => Record<string, unknown>) | undefined;
  /** Seconds that a token holds. */
  readonly seconds: number;
  /** The time in milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** Tokens remembered: one for each caller and audience. */
const MEMORY = 10_000;

interface IssuedToken {
  /** A promise while it is signed. */
  text: string | Promise<string>;
  /** When it was, in milliseconds since 1970; never, where it could not be. */
  signedAt: number;
}

/**
 * Signs a token once for a caller and an audience, and gives it again for half its life: so a request pays for no
 * signature. A caller with other rights is another caller, by the fingerprint of the rights.
 */
export function createTokenIssuer(options: TokenIssuerOptions): TokenIssuer {
  const { key, issuer, seconds, claims = (caller) => ({ caller: callerClaim(caller) }), now = Date.now } = options;
  const issued = new LRUCache<string, IssuedToken>({ max: MEMORY });
  /** The same few callers ask again and again, as the same objects. */
  const ofCaller = new WeakMap<Caller, Map<string | readonly string[], IssuedToken>>();

  const sign = async (caller: Caller, audience: string | readonly string[], at: number): Promise<string> => {
    const { SignJWT } = await import('jose');
    const issuedAt = Math.floor(at / 1_000);
    const token = await new SignJWT(claims(caller))
      .setProtectedHeader({ alg: ALGORITHM, kid: key.id })
      .setIssuer(issuer)
      .setSubject(caller.actor)
      .setAudience(typeof audience === 'string' ? audience : [...audience])
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .sign(key.key);
    if (token.length > MAX_TOKEN_LENGTH) throw tooMuchHidden(caller);
    return token;
  };

  /** The token of a caller and an audience, whichever object the caller is; signed where there is none that is fresh. */
  const issue = (caller: Caller, audience: string | readonly string[], at: number): IssuedToken => {
    const id = JSON.stringify([nameOf(caller), audience]);
    const known = issued.get(id);
    if (known !== undefined && isFresh(known, at)) return known;
    const signing = sign(caller, audience, at);
    const token: IssuedToken = { text: signing, signedAt: at };
    issued.set(id, token);
    signing.then(
      (text) => {
        token.text = text;
      },
      () => {
        token.signedAt = Number.NEGATIVE_INFINITY;
      },
    );
    return token;
  };
  // A clock that was set back must not keep a token alive.
  const isFresh = ({ signedAt }: IssuedToken, at: number) => at >= signedAt && at < signedAt + 500 * seconds;

  return {
    tokenFor(caller, audience) {
      const at = now();
      const mine = ofCaller.get(caller) ?? new Map<string | readonly string[], IssuedToken>();
      ofCaller.set(caller, mine);
      const known = mine.get(audience);
      if (known !== undefined && isFresh(known, at)) return known.text;
      const token = issue(caller, audience, at);
      mine.set(audience, token);
      return token.text;
    },
  };
}

const names = new WeakMap<Caller, string>();

/** Equal for callers whose tokens are. */
function nameOf(caller: Caller): string {
  let name = names.get(caller);
  if (name === undefined) {
    const { actor, kind, rights, scopes, expiresAt } = caller;
    name = JSON.stringify([actor, kind, rights.fingerprint, scopes, expiresAt]);
    names.set(caller, name);
  }
  return name;
}

function tooMuchHidden({ rights: { hidden, shown } }: Caller): PedigraphError {
  return new PedigraphError(
    'UNAVAILABLE',
    `From this caller ${hidden.length} namespaces are hidden and ${shown.length} of them shown, more than a token to a subgraph can list: close a namespace above them instead.`,
  );
}
