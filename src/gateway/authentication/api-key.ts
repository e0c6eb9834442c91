import { apiKeyDigest, isWellFormedApiKey, looksLikeApiKey } from '#platform/auth/api-key.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { bearerToken } from './bearer-token.js';
import type { ReadCredential } from './credential.js';

/** Reads API keys. One whose checksum is wrong is refused here: nobody is asked for it. */
export const readApiKey: ReadCredential = (headers) => {
  const given = bearerToken(headers);
  if (given === undefined || !looksLikeApiKey(given)) return undefined;
  if (isWellFormedApiKey(given)) return { keyDigest: apiKeyDigest(given) };
  throw new PedigraphError(
    'UNAUTHENTICATED',
    'The token begins like an API key and is none: a character is missing or wrong. Copy it once more, as it was shown.',
  );
};
