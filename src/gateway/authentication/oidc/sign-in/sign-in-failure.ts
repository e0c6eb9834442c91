import * as openid from 'openid-client';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/**
 * What to tell who could not sign in. Nothing is repeated of what the provider, or whoever made the URL, wrote: what an
 * operator needs of it is for the log.
 */
export function signInFailure(error: unknown): PedigraphError {
  if (error instanceof PedigraphError) return error;
  if (error instanceof openid.AuthorizationResponseError) {
    return error.error === 'access_denied'
      ? new PedigraphError('FORBIDDEN', 'The sign-in was refused at the provider, or stopped there: sign in again.')
      : new PedigraphError('BAD_REQUEST', `The provider did not take the sign-in${known(error.error)}: ${AGAIN}`);
  }
  if (error instanceof openid.ResponseBodyError) {
    return error.error === 'invalid_grant'
      ? new PedigraphError('BAD_REQUEST', `The code of this sign-in was used before, or is too old: ${AGAIN}`)
      : new PedigraphError('UNAVAILABLE', `The provider refuses this server${known(error.error)}: ${OPERATOR}`);
  }
  if (error instanceof openid.WWWAuthenticateChallengeError)
    return new PedigraphError('UNAVAILABLE', `The provider refuses this server: ${OPERATOR}`);
  const { code } = error as { code?: unknown };
  if (code === 'OAUTH_INVALID_RESPONSE' || code === 'OAUTH_JWT_CLAIM_COMPARISON_FAILED')
    return new PedigraphError('BAD_REQUEST', `This is not the answer to the sign-in that was begun: ${AGAIN}`);
  return new PedigraphError('UNAVAILABLE', `The provider does not answer as it should: ${OPERATOR}`);
}

/** The parts of an error that say what it is and hold nothing that opens anything, for the log. */
export function describeSignInFailure(error: unknown): object {
  const { name, message, code } = error as Error & { code?: unknown };
  const said = error instanceof openid.AuthorizationResponseError || error instanceof openid.ResponseBodyError;
  return { type: name, reason: message, code, ...(said ? { provider: known(error.error).slice(2, -1) } : {}) };
}

const AGAIN = 'sign in again at /auth/login.';
const OPERATOR = 'try again in a moment, or tell its operator, who finds the reason in the log.';

/** The code of an error in brackets where it is one of the standards (RFC 6749, OpenID Connect Core §3.1.2.6). */
function known(code: string): string {
  return CODES.has(code) ? ` (${code})` : '';
}

const CODES: ReadonlySet<string> = new Set([
  ...['invalid_request', 'unauthorized_client', 'access_denied', 'unsupported_response_type', 'invalid_scope'],
  ...['server_error', 'temporarily_unavailable', 'interaction_required', 'login_required', 'consent_required'],
  ...['account_selection_required', 'invalid_client', 'invalid_grant', 'unsupported_grant_type', 'invalid_target'],
]);
