import type { Logger } from 'pino';
import type { OidcSettings } from '#platform/config/config.js';
import type { CallerRegister } from './caller-register.js';
import type { Oidc } from './oidc/open-oidc.js';

/** What the provider of the settings adds to a server; its libraries are loaded where there is one. */
export async function loadOidc(
  { issuer, ...settings }: OidcSettings,
  logger: Logger,
  register: CallerRegister | undefined,
): Promise<Oidc> {
  if (issuer === undefined) return NOTHING;
  const { openOidc } = await import('./oidc/open-oidc.js');
  return openOidc({ ...settings, issuer }, logger, register);
}

const NOTHING: Oidc = { readers: [], addRoutes() {} };
