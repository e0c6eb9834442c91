import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { bearerToken } from '../bearer-token.js';
import type { Credential, ReadCredential } from '../credential.js';
import { createRemembered } from './remembered.js';
import type { VerifyToken } from './verify-token.js';

/** Characters of a token at most: as many as Node takes of all headers together. By a socket more could come. */
const LONGEST = 16 * 1024;

/** Of every JWT: base64url of `{"`. */
const BEGINNING = 'eyJ';

/**
 * Reads `Authorization: Bearer …` where it is a token of a provider (a JWT); undefined for anything else. A token that
 * was verified is remembered until it ends, so that hardly any request waits.
 */
export function createReadBearerToken(verify: VerifyToken): ReadCredential {
  const remembered = createRemembered<Credential>();
  const verifyAndRemember = async (token: string): Promise<Credential> => {
    const identity = await verify(token);
    const credential = Object.freeze({ identity });
    remembered.remember(token, credential, identity.expiresAt ?? 0);
    return credential;
  };
  return (headers) => {
    const token = bearerToken(headers);
    if (token?.startsWith(BEGINNING) !== true) return undefined;
    if (token.length > LONGEST)
      throw new PedigraphError('UNAUTHENTICATED', `The bearer token is longer than ${LONGEST} characters.`);
    return remembered.find(token) ?? verifyAndRemember(token);
  };
}
