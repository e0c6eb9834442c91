import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { RateLimiter } from '#gateway/limits/rate-limiter.js';
import type { OidcSettings } from '#platform/config/config.js';
import type { CallerRegister } from '../caller-register.js';
import type { ReadCredential } from '../credential.js';
import { createProvider } from './provider.js';
import { createProviderKeys } from './provider-keys.js';
import { createReadBearerToken } from './read-bearer-token.js';
import { createReadSession } from './session/read-session.js';
import { renewSessions } from './session/renew-sessions.js';
import { createSessions } from './session/sessions.js';
import { addSignIn } from './sign-in/add-sign-in.js';
import { createVerifyToken } from './verify-token.js';

/** What a provider of OpenID Connect adds to a server. */
export interface Oidc {
  /** Tokens of the provider, and sessions of browsers: each where the settings have it. */
  readonly readers: readonly ReadCredential[];
  /** Where people sign in; undefined where they cannot. */
  readonly signInAt?: string | undefined;
  /**
   * Adds the routes of signing in, where people can.
   * @param rate bounds the requests of one address to them
   */
  addRoutes(server: FastifyInstance, rate: RateLimiter): void;
}

/** Settings that name a provider. */
export type WithProvider = OidcSettings & { readonly issuer: string };

/**
 * Makes the readers and routes of a provider. A provider that does not answer now is asked again when it is needed.
 * @param register where a log-out ends a session for every gateway
 */
export function openOidc(settings: WithProvider, logger: Logger, register: CallerRegister | undefined): Oidc {
  const provider = createProvider(settings, logger);
  void provider.configuration().catch(() => {}); // so that nobody waits for it later; a failure was logged
  const bearer = takesTokens(settings) ? [tokenReader(settings)] : [];
  if (!letsSignIn(settings)) return { readers: bearer, addRoutes() {} };

  const sessions = createSessions(settings);
  const session = createReadSession({ sessions, roles: settings.roles, publicUrl: settings.publicUrl });
  return {
    readers: [...bearer, session.credential],
    signInAt: `${settings.publicUrl}/auth/login`,
    addRoutes(server, rate) {
      addSignIn(server, { provider, sessions, register, settings, rate });
      renewSessions(server, session);
    },
  };

  function tokenReader(settings: TakingTokens): ReadCredential {
    return createReadBearerToken(createVerifyToken({ settings, provider, keys: createProviderKeys(provider, logger) }));
  }
}

type TakingTokens = WithProvider & { readonly audience: readonly string[] };

function takesTokens(settings: WithProvider): settings is TakingTokens {
  return settings.audience !== undefined;
}

type LettingSignIn = WithProvider & {
  readonly clientId: string;
  readonly publicUrl: string;
  readonly sessionSecrets: readonly [string, ...string[]];
};

/** These settings come together or not at all. */
function letsSignIn(settings: WithProvider): settings is LettingSignIn {
  return settings.clientId !== undefined && settings.publicUrl !== undefined && settings.sessionSecrets !== undefined;
}
