import type { Logger } from 'pino';
import type { OidcSettings } from '#platform/config/config.js';
import type { Oidc } from './oidc/open-oidc.js';

/** What the provider of the settings adds to a server; its libraries are loaded where there is one. */
export async function loadOidc({ issuer, ...settings }: OidcSettings, logger: Logger): Promise<Oidc> {
  if (issuer === undefined) return NOTHING;
  const { openOidc } = await import('./oidc/open-oidc.js');
  return openOidc({ ...settings, issuer }, logger);
}

const NOTHING: Oidc = { readers: [], addRoutes() {} };
