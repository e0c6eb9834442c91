import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as openid from 'openid-client';
import type { CallerRegister } from '#gateway/authentication/caller-register.js';
import type { RateLimiter } from '#gateway/limits/rate-limiter.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { networkOf } from '#platform/server/network-of.js';
import { type ClaimSettings, personOf } from '../person-of-claims.js';
import type { Provider } from '../provider.js';
import { SESSION_COOKIE, SIGN_IN_COOKIE } from '../session/cookies.js';
import { isOfOwnPage } from '../session/own-page.js';
import { createSealedCookies } from '../session/sealed-cookie.js';
import { type OpenedSession, type Sessions, sessionDigest } from '../session/sessions.js';
import { answerPeople } from './answer-people.js';
import { type BegunSignIn, SIGN_IN_SECONDS } from './begun-sign-in.js';
import { claimsOfSignIn } from './claims-of-sign-in.js';
import { LOG_OUT_PAGE } from './page.js';
import { returnUrl } from './return-path.js';
import { describeSignInFailure, signInFailure } from './sign-in-failure.js';

/** What signing in takes. */
export interface SignInOptions {
  readonly provider: Provider;
  readonly sessions: Sessions;
  /** Where sessions are ended for every gateway. Undefined: this one alone ends them. */
  readonly register: Pick<CallerRegister, 'endSession'> | undefined;
  readonly settings: ClaimSettings & {
    readonly publicUrl: string;
    readonly scopes: readonly string[];
    readonly sessionSecrets: readonly string[];
  };
  /** Bounds the requests of one address: each may have a question sent to the provider. */
  readonly rate: RateLimiter;
}

/**
 * Adds the routes by which people sign in with a browser (OpenID Connect, authorization code with PKCE): `/auth/login`
 * sends them to the provider, `/auth/callback` is where that sends them back, and `/auth/logout` has the button that
 * ends the session here and, where the provider knows how, there.
 */
export function addSignIn(
  server: FastifyInstance,
  { provider, sessions, register, settings, rate }: SignInOptions,
): void {
  const { publicUrl, scopes, sessionSecrets: secrets } = settings;
  const callback = `${publicUrl}/auth/callback`;
  const begun = createSealedCookies<BegunSignIn>({ secrets, purpose: 'sign-in' });
  const open = { config: { open: true, bounded: true }, exposeHeadRoute: false };

  void server.register(async (scope) => {
    scope.setErrorHandler(answerPeople);
    // Of a log-out by form, in which nothing is of interest.
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 1_024 },
      async () => null,
    );
    scope.addHook('onRequest', async ({ socket }, reply) => {
      void reply.header('cache-control', 'no-store');
      await rate.take(networkOf(socket));
    });

    scope.get('/auth/login', open, async (request, reply) => {
      const { returnTo } = request.query as Readonly<Record<string, unknown>>;
      const signIn: BegunSignIn = {
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        verifier: openid.randomPKCECodeVerifier(),
        returnUrl: returnUrl(returnTo, publicUrl),
      };
      const url = openid.buildAuthorizationUrl(await provider.configuration(), {
        redirect_uri: callback,
        scope: scopes.join(' '),
        state: signIn.state,
        nonce: signIn.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(signIn.verifier),
        code_challenge_method: 'S256',
      });
      const sealed = await begun.seal(signIn, SIGN_IN_SECONDS);
      return reply.header('set-cookie', SIGN_IN_COOKIE.keep(sealed, SIGN_IN_SECONDS)).redirect(url.href, 302);
    });

    scope.get('/auth/callback', open, async (request, reply) => {
      const signIn = (await begun.open(SIGN_IN_COOKIE.read(request.headers.cookie) ?? ''))?.content;
      if (signIn === undefined) throw notBegun(publicUrl);
      try {
        const current = new URL(callback);
        current.search = request.url.split('?').slice(1).join('?');
        const { claims, idToken } = await claimsOfSignIn(await provider.configuration(), current, signIn, settings);
        const person = personOf(claims, settings);
        const session = await sessions.begin({ person, idToken });
        request.log.info({ actor: person.actor }, 'signed in');
        return reply.header('set-cookie', [session, SIGN_IN_COOKIE.forget()]).redirect(signIn.returnUrl, 303);
      } catch (error) {
        request.log.warn(describeSignInFailure(error), 'a sign-in failed');
        throw signInFailure(error);
      }
    });

    scope.get('/auth/logout', open, async (_request, reply) =>
      reply.type('text/html; charset=utf-8').send(LOG_OUT_PAGE),
    );

    scope.post('/auth/logout', open, async (request, reply) => {
      if (!isOfOwnPage(request.headers, publicUrl))
        throw new PedigraphError('FORBIDDEN', `Only a page of ${publicUrl} may end a session: log out there.`);
      const session = await sessions.open(SESSION_COOKIE.read(request.headers.cookie) ?? '');
      if (session !== undefined) await end(session);
      const next = await endAtProvider(request, session?.idToken);
      return reply.header('set-cookie', SESSION_COOKIE.forget()).redirect(next, 303);
    });
  });

  /** For every gateway first: where that does not work, the answer does not say that it is over, and the cookie stays to try again. */
  async function end(session: OpenedSession): Promise<void> {
    const { person, expiresAt } = session;
    await register?.endSession({ session: sessionDigest(session), principal: person.actor, expiresAt });
    sessions.end(session);
  }

  /** Where the session at the provider is ended (OpenID Connect RP-Initiated Logout 1.0), or this server's own page. */
  async function endAtProvider(request: FastifyRequest, idToken: string | undefined): Promise<string> {
    const home = `${publicUrl}/`;
    try {
      const configuration = await provider.configuration();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return home;
      const hint = idToken === undefined ? {} : { id_token_hint: idToken };
      return openid.buildEndSessionUrl(configuration, { post_logout_redirect_uri: home, ...hint }).href;
    } catch (error) {
      request.log.warn(describeSignInFailure(error), 'logged out here, and not at the provider');
      return home;
    }
  }
}

function notBegun(publicUrl: string): PedigraphError {
  return new PedigraphError(
    'BAD_REQUEST',
    `No sign-in was begun in this browser within ${SIGN_IN_SECONDS / 60} minutes, or it was begun under another name than ${publicUrl}: sign in again at ${publicUrl}/auth/login.`,
  );
}
