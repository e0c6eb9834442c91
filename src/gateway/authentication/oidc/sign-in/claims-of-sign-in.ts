import * as openid from 'openid-client';
import type { ClaimSettings, Claims } from '../person-of-claims.js';
import type { BegunSignIn } from './begun-sign-in.js';

/** What a provider says of who has signed in. */
export interface SignedIn {
  readonly claims: Claims;
  readonly idToken: string | undefined;
}

/**
 * Takes the code of an answer of the provider and reads who has signed in: by the ID token, and by the userinfo
 * endpoint where that has a claim that the token has not.
 * @param current the URL to which the provider sent the browser
 * @throws what `openid-client` finds wrong: another state, issuer, nonce, audience or signature, a code that is spent
 */
export async function claimsOfSignIn(
  configuration: openid.Configuration,
  current: URL,
  { state, nonce, verifier }: BegunSignIn,
  { actorClaim, groupsClaim }: Pick<ClaimSettings, 'actorClaim' | 'groupsClaim'>,
): Promise<SignedIn> {
  const tokens = await openid.authorizationCodeGrant(configuration, current, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  const claims: Claims = tokens.claims() ?? {};
  const [outermost = groupsClaim] = groupsClaim.split('.');
  const isWhole =
    Object.hasOwn(claims, actorClaim) && [groupsClaim, outermost].some((name) => Object.hasOwn(claims, name));
  const asksMore = !isWhole && configuration.serverMetadata().userinfo_endpoint !== undefined;
  const more = asksMore ? await openid.fetchUserInfo(configuration, tokens.access_token, String(claims['sub'])) : {};
  return { claims: { ...more, ...claims }, idToken: tokens.id_token };
}
