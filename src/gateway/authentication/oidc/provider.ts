import * as openid from 'openid-client';
import type { Logger } from 'pino';
import type { OidcSettings } from '#platform/config/config.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { PROVIDER_COOL_DOWN, PROVIDER_SECONDS } from './provider-limits.js';

/** The provider as it describes itself (OpenID Connect Discovery 1.0), with what this server is to it. */
export interface Provider {
  /**
   * Asked for when it is first needed, and kept; after a failure it is asked again no sooner than in some seconds.
   * @throws {PedigraphError} UNAVAILABLE where it does not describe itself, or as another issuer.
   */
  configuration(): Promise<openid.Configuration>;
}

/** Settings that say which provider it is, and as whom it is asked. */
export type ProviderSettings = Pick<
  OidcSettings,
  'algorithms' | 'clientId' | 'clientSecret' | 'clockToleranceSeconds'
> & { readonly issuer: string };

/** Makes what is known of a provider; nothing is asked yet. */
export function createProvider(settings: ProviderSettings, logger: Logger): Provider {
  let asked: Promise<openid.Configuration> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  const ask = async () => {
    try {
      return await discover(settings);
    } catch (error) {
      failedAt = Date.now();
      logger.warn({ err: error, issuer: settings.issuer }, 'the OpenID provider does not describe itself');
      throw new PedigraphError(
        'UNAVAILABLE',
        'The sign-in provider (PEDIGRAPH_OIDC_ISSUER) does not answer as it should: try again in a moment.',
      );
    }
  };
  return {
    configuration() {
      const mayAskAgain = failedAt > Number.NEGATIVE_INFINITY && Date.now() >= failedAt + PROVIDER_COOL_DOWN;
      if (asked === undefined || mayAskAgain) {
        failedAt = Number.NEGATIVE_INFINITY;
        asked = ask();
      }
      return asked;
    },
  };
}

async function discover(settings: ProviderSettings): Promise<openid.Configuration> {
  const { algorithms, clientId = NO_CLIENT, clientSecret, clockToleranceSeconds } = settings;
  const issuer = new URL(settings.issuer);
  const execute = issuer.protocol === 'http:' ? [openid.allowInsecureRequests] : [];
  const found = await openid.discovery(issuer, clientId, undefined, undefined, { timeout: PROVIDER_SECONDS, execute });
  const described: openid.ServerMetadata = found.serverMetadata();
  const configuration = new openid.Configuration(
    // What it says it can sign by is not what is taken.
    { ...described, id_token_signing_alg_values_supported: [...algorithms] },
    clientId,
    { [openid.clockTolerance]: clockToleranceSeconds },
    authenticationOf(clientSecret, described.token_endpoint_auth_methods_supported),
  );
  configuration.timeout = PROVIDER_SECONDS;
  for (const apply of execute) apply(configuration);
  openid.enableNonRepudiationChecks(configuration); // ID tokens are verified by the provider's keys, too
  return configuration;
}

/** Where nobody signs in, it is asked for its description and keys alone, and for those nobody is anybody. */
const NO_CLIENT = 'none';

/** By the header, which is every provider's default (RFC 6749 §2.3.1), unless it says that it takes the body alone. */
function authenticationOf(secret: string | undefined, methods: readonly string[] | undefined): openid.ClientAuth {
  if (secret === undefined) return openid.None();
  const inHeader = methods === undefined || methods.includes('client_secret_basic');
  return inHeader ? openid.ClientSecretBasic(secret) : openid.ClientSecretPost(secret);
}
