import type { KeyObject } from 'node:crypto';
import type { JWTHeaderParameters } from 'jose';
import { LRUCache } from 'lru-cache';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { type Caller, SYSTEM } from '../caller.js';
import { rightsFrom } from '../rights.js';
import { readCallerClaim } from './caller-claims.js';
import type { VerifyingKey } from './key-pair.js';
import { ALGORITHM, CLOCK_TOLERANCE, ISSUERS, MAX_TOKEN_LENGTH } from './token-form.js';

/** The caller in whose name a token was signed; throws or rejects with UNAUTHENTICATED where it does not hold. */
export type VerifyToken = (token: string) => Caller | Promise<Caller>;

/** Whom a subgraph believes. */
export interface TokenVerifierOptions {
  /** The subgraph's name, which a token must be for. */
  readonly audience: string;
  /** The keys of its gateways: several while one is replaced by another. */
  readonly gatewayKeys: readonly VerifyingKey[];
  /** The keys of subgraphs that ask for work of their own. @default none is believed */
  readonly backgroundKeys?: readonly VerifyingKey[] | undefined;
  /** Seconds that a token holds at most, whatever it says itself. */
  readonly seconds: number;
  /** The time in milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** Tokens remembered: a gateway has one for each caller. */
const MEMORY = 5_000;

/** What a subgraph may do in its own name: read. What its token says of a caller is not read. */
const BACKGROUND: Caller = Object.freeze({
  ...SYSTEM,
  rights: rightsFrom({ roles: [{ role: 'VIEWER', namespace: '' }], closed: [] }),
});

type KnownKey = { readonly issuer: string; readonly key: KeyObject };

/**
 * Verifies tokens by the keys of the configuration alone, each once: what held is remembered until it ends, so a
 * request pays for no signature.
 */
export function createTokenVerifier(options: TokenVerifierOptions): VerifyToken {
  const { audience, gatewayKeys, backgroundKeys = [], seconds, now = Date.now } = options;
  const keys = new Map<string, KnownKey>([
    ...backgroundKeys.map(({ id, key }) => [id, { issuer: ISSUERS.background, key }] as const),
    ...gatewayKeys.map(({ id, key }) => [id, { issuer: ISSUERS.gateway, key }] as const),
  ]);
  const held = new LRUCache<string, { readonly caller: Caller; readonly until: number }>({ max: MEMORY });

  const verify = async (token: string): Promise<Caller> => {
    const { jwtVerify } = await import('jose');
    const at = now();
    const signer = { issuer: '' };
    const keyOf = ({ kid }: JWTHeaderParameters): KeyObject => {
      const known = typeof kid === 'string' ? keys.get(kid) : undefined;
      if (known === undefined) throw new Error('no key of that id');
      signer.issuer = known.issuer;
      return known.key;
    };
    const { payload } = await jwtVerify(token, keyOf, {
      algorithms: [ALGORITHM],
      audience,
      requiredClaims: ['iss', 'iat', 'exp'],
      maxTokenAge: seconds,
      clockTolerance: CLOCK_TOLERANCE,
      currentDate: new Date(at),
    });
    if (payload.iss !== signer.issuer) throw new Error('another issuer than its key is of');
    const caller = signer.issuer === ISSUERS.background ? BACKGROUND : readCallerClaim(payload['caller']);
    const ends = Math.min(payload.exp as number, (payload.iat as number) + seconds);
    held.set(token, { caller, until: (ends + CLOCK_TOLERANCE) * 1_000 });
    return caller;
  };

  return (token) => {
    const known = held.get(token);
    if (known !== undefined && now() < known.until) return known.caller;
    if (token.length > MAX_TOKEN_LENGTH) throw refused(audience);
    return verify(token).catch(() => {
      held.delete(token);
      throw refused(audience);
    });
  };
}

/** It does not say what was wrong: that is for whoever has the keys, and they have a clock and a configuration. */
function refused(audience: string): PedigraphError {
  return new PedigraphError(
    'UNAUTHENTICATED',
    `The token is not one that a gateway has just signed for the ${audience} subgraph (PEDIGRAPH_GATEWAY_PUBLIC_KEYS); ask a gateway.`,
  );
}
