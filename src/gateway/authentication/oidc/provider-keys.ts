import {
  createRemoteJWKSet,
  customFetch,
  type FetchImplementation,
  type JWTVerifyGetKey,
  type RemoteJWKSet,
} from 'jose';
import type { Logger } from 'pino';
import type { Provider } from './provider.js';
import { KEYS_AGE, KEYS_COOL_DOWN, PROVIDER_COOL_DOWN, PROVIDER_SECONDS } from './provider-limits.js';

/**
 * The provider's public keys (JWKS), each for the token that names it. They are fetched when they are first needed and
 * again for a token that names another key (rotation), but not within a cool-down, so that invented names cost the
 * provider nothing. Old keys serve on while new ones are fetched, and while they cannot be.
 */
export function createProviderKeys(provider: Provider, logger: Logger): JWTVerifyGetKey {
  let keys: RemoteJWKSet | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let failedAt = Number.NEGATIVE_INFINITY;

  const ask: FetchImplementation = async (url, options) => {
    if (Date.now() < failedAt + PROVIDER_COOL_DOWN) throw new Error('The keys could not be had a moment ago.');
    askedAt = Date.now();
    try {
      const answer = await fetch(url, options);
      // Read here, where it counts as a failure that there is no JSON.
      const text = await answer.text();
      if (answer.status === 200) JSON.parse(text);
      else throw new Error(`The keys were answered with status ${answer.status}.`);
      return new Response(text);
    } catch (error) {
      failedAt = Date.now();
      logger.warn({ err: error, url }, 'the keys of the OpenID provider cannot be had');
      throw error;
    }
  };

  const open = async (): Promise<RemoteJWKSet> => {
    const { issuer, jwks_uri: uri } = (await provider.configuration()).serverMetadata();
    if (uri === undefined) throw new Error('The provider names no jwks_uri.');
    const url = new URL(uri);
    // By plain http whoever is on the way chooses the keys.
    if (url.protocol !== 'https:' && url.protocol !== new URL(issuer).protocol)
      throw new Error('The jwks_uri of a provider at https:// is no https:// itself.');
    keys ??= createRemoteJWKSet(url, {
      cacheMaxAge: Number.POSITIVE_INFINITY,
      cooldownDuration: KEYS_COOL_DOWN,
      timeoutDuration: PROVIDER_SECONDS * 1_000,
      [customFetch]: ask,
    });
    return keys;
  };

  return async (header, token) => {
    const known = keys ?? (await open());
    // A key that the provider took back is to be forgotten here, too.
    if (known.jwks() !== undefined && Date.now() > askedAt + KEYS_AGE) void known.reload().catch(() => {});
    return known(header, token);
  };
}
