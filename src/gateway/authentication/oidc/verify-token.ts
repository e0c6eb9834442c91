import { decodeProtectedHeader, errors, type JWTVerifyGetKey, type JWTVerifyResult, jwtVerify } from 'jose';
import type { Identity } from '#platform/auth/caller.js';
import type { OidcSettings } from '#platform/config/config.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { repeatedKeyIn } from '#platform/json/repeated-key.js';
import { identityOf, personOf } from './person-of-claims.js';
import type { Provider } from './provider.js';

/** Resolves to whom a token names; rejects with UNAUTHENTICATED and a sentence about what is wrong with it. */
export type VerifyToken = (token: string) => Promise<Identity>;

/** What verifying takes. */
export interface VerifyTokenOptions {
  readonly settings: OidcSettings & { readonly audience: readonly string[] };
  readonly provider: Provider;
  readonly keys: JWTVerifyGetKey;
}

/**
 * Verifies bearer tokens of the provider (RFC 7519, RFC 8725): issuer, audience and algorithms are those of the settings,
 * keys those that the provider publishes where its own description says. Nothing of a token says where a key is, or
 * which rules hold for it.
 */
export function createVerifyToken({ settings, provider, keys }: VerifyTokenOptions): VerifyToken {
  const { algorithms, audience, clockToleranceSeconds: clockTolerance, roles } = settings;
  return async (token) => {
    refuseHeader(token);
    const { payload } = await verified(async () => {
      const { issuer } = (await provider.configuration()).serverMetadata();
      const options = { issuer, audience: [...audience], algorithms: [...algorithms], clockTolerance };
      return jwtVerify(token, keys, { ...options, requiredClaims: ['exp', 'sub'] });
    });
    for (const part of token.split('.', 2)) {
      if (repeatedKeyIn(Buffer.from(part, 'base64url').toString()) !== undefined)
        throw refusal('it says something twice, and the next reader may take the other');
    }
    const { exp = Number.NaN, sub } = payload;
    if (typeof sub !== 'string' || sub === '') throw refusal('its subject (sub) is empty, or no text');
    const expiresAt = Math.floor((exp + clockTolerance) * 1_000);
    if (!Number.isSafeInteger(expiresAt)) throw refusal('its end (exp) is no time');
    const identity = identityOf(personOf(payload, settings), roles, expiresAt);
    const { scope } = payload;
    return typeof scope === 'string' ? Object.freeze({ ...identity, scopes: scopesIn(scope) }) : identity;
  };
}

/** Header parameters that bring a key, say where one is, or change how the token is read (RFC 7515 §4.1). */
const REFUSED = ['jku', 'jwk', 'x5u', 'x5c', 'crit', 'b64', 'zip'];

/** What a bearer token may call itself; a token of another kind with the same keys is none (RFC 8725 §3.11). */
const TYPES: ReadonlySet<unknown> = new Set([undefined, 'jwt', 'at+jwt', 'application/at+jwt']);

function refuseHeader(token: string): void {
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    header = decodeProtectedHeader(token);
  } catch {
    throw refusal('it is no JSON Web Token');
  }
  const named = REFUSED.find((name) => Object.hasOwn(header, name));
  if (named !== undefined) throw refusal(`its header has ${named}, which is never followed here`);
  const type: unknown = header.typ;
  if (!TYPES.has(typeof type === 'string' ? type.toLowerCase() : type))
    throw refusal('its typ says that it is a token of another kind than an access token');
}

async function verified(verify: () => Promise<JWTVerifyResult>): Promise<JWTVerifyResult> {
  try {
    return await verify();
  } catch (error) {
    throw refusal(reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'it has ended; get a new one from the provider';
  if (error instanceof errors.JWTClaimValidationFailed) return CLAIMS[error.claim] ?? 'a claim is missing or malformed';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'its algorithm is none of PEDIGRAPH_OIDC_ALGORITHMS';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'its signature is not that of the provider';
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'it does not name a key that the provider publishes';
  if (ofProvider.some((kind) => error instanceof kind) || !(error instanceof errors.JOSEError))
    return 'it names a key that is not known here, and the provider does not answer; try again in a moment';
  return 'it is malformed, or signed in a way that is not known here';
}

/** What comes of keys that are not answered, or are none; whatever the network says of it is no error of `jose`. */
const ofProvider = [errors.JWKSTimeout, errors.JWKSInvalid];

const CLAIMS: Readonly<Record<string, string>> = {
  iss: 'its issuer (iss) is not PEDIGRAPH_OIDC_ISSUER',
  aud: 'it is meant for another audience (aud) than PEDIGRAPH_OIDC_AUDIENCE',
  nbf: 'it is not valid yet (nbf)',
  exp: 'it has no end (exp)',
  sub: 'it has no subject (sub)',
};

function refusal(why: string): PedigraphError {
  return new PedigraphError('UNAUTHENTICATED', `The bearer token is not taken: ${why}.`);
}

/** What the token is allowed for: texts with spaces between (RFC 9068 §2.2.3). */
function scopesIn(scope: string): readonly string[] {
  return scope.split(' ').filter((one) => one !== '');
}
