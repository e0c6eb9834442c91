import * as z from 'zod';
import { isLoopback } from '../loopback.js';
import { wholeNumber } from '../whole-number.js';
import { readNames } from './lists.js';
import { readGroupRoles } from './oidc-roles.js';
import { positive } from './positive.js';

/** Algorithms by which a provider may sign: with a key pair each, so that who verifies cannot sign. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/** The provider of OpenID Connect whose tokens are taken, and by which people sign in. */
export const oidc = z
  .object({
    issuer: z
      .string()
      .superRefine(checkIssuer)
      .optional()
      .describe('The provider, as it names itself in `iss`: `https://login.example/realms/ml`. Unset: none.'),
    audience: z
      .string()
      .transform(readNames)
      .optional()
      .describe(
        'What `aud` must have one of, for a bearer token to be meant for this server. Unset: no bearer token is taken.',
      ),
    algorithms: z
      .string()
      .transform(readAlgorithms)
      .default(['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'])
      .describe('By which algorithms tokens may be signed.'),
    actorClaim: z
      .string()
      .min(1)
      .default('sub')
      .describe("The claim that is the actor. One that its holder can change lets him take another's name."),
    actorPrefix: z
      .string()
      .max(50)
      .default('')
      .describe(
        'What stands before the actor, so that a name of the provider is never one of an API key. Unset: nothing.',
      ),
    groupsClaim: z
      .string()
      .min(1)
      .default('groups')
      .describe('The claim that lists the groups: its name, or a path such as `realm_access.roles`.'),
    roles: z
      .string()
      .transform(readGroupRoles)
      .default([])
      .describe('The roles of groups: `ml-admins=ADMIN,vision=CONTRIBUTOR@vision`.'),
    clockToleranceSeconds: wholeNumber(0, 300)
      .default(30)
      .describe('By how many seconds the clocks of the provider and this server may differ.'),

    clientId: z
      .string()
      .min(1)
      .optional()
      .describe('The client by which people sign in with a browser. Unset: nobody does.'),
    clientSecret: z
      .string()
      .min(1)
      .optional()
      .describe('Its secret. Unset: it is a public client, and PKCE alone shows that who began a sign-in ends it.'),
    scopes: z.string().transform(readScopes).default(['openid', 'profile']).describe('The scopes it asks for.'),
    publicUrl: z
      .string()
      .superRefine(checkPublicUrl)
      .optional()
      .describe(
        'Where browsers reach this server: `https://pedigraph.example`. Its `/auth/callback` is the redirect URI.',
      ),
    sessionSecrets: z
      .string()
      .transform(readSecrets)
      .optional()
      .describe(
        'What sessions are encrypted under: the first seals, each opens, so that secrets can be changed by turns.',
      ),
    sessionIdleSeconds: positive.default(3_600).describe('A session ends so long after it was last used, in seconds.'),
    sessionSeconds: positive.default(8 * 3_600).describe('And so long after its sign-in, however much it was used.'),
  })
  .superRefine(checkTogether);

/** Settings that say how, of each of which there is none without the provider. */
const OF_A_PROVIDER = ['audience', 'clientId', 'clientSecret', 'publicUrl', 'sessionSecrets'] as const;
/** What a sign-in takes, all of it. */
const OF_SIGN_IN = ['clientId', 'publicUrl', 'sessionSecrets'] as const;

function checkTogether(settings: z.infer<typeof oidc>, context: z.RefinementCtx): void {
  const issue = (key: keyof z.infer<typeof oidc>, message: string) =>
    context.addIssue({ code: 'custom', path: [key], message });
  if (settings.issuer === undefined) {
    if (OF_A_PROVIDER.some((key) => settings[key] !== undefined))
      issue('issuer', 'expected the provider that the other settings PEDIGRAPH_OIDC_… are about');
    return;
  }
  if (settings.audience === undefined && settings.clientId === undefined)
    issue('audience', 'expected the audience of bearer tokens, or PEDIGRAPH_OIDC_CLIENT_ID by which people sign in');
  if (OF_SIGN_IN.every((key) => settings[key] === undefined)) return;
  for (const key of OF_SIGN_IN) {
    if (settings[key] !== undefined) continue;
    issue(
      key,
      'expected together: PEDIGRAPH_OIDC_CLIENT_ID, PEDIGRAPH_OIDC_PUBLIC_URL and PEDIGRAPH_OIDC_SESSION_SECRETS, by which people sign in',
    );
  }
}

/** By plain http whoever is on the way reads codes and changes keys: it is for this machine alone. */
function isTrustworthy({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

function checkIssuer(text: string, context: z.RefinementCtx): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && isTrustworthy(url) && url.username === '' && url.search === '' && url.hash === '') return;
  const message = `expected https://…, or http://… on loopback, without a query, but got ${JSON.stringify(text)}`;
  context.addIssue({ code: 'custom', message });
}

function checkPublicUrl(text: string, context: z.RefinementCtx): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && isTrustworthy(url) && url.origin === text) return;
  const message = `expected https://host or http://localhost:port, without a path, but got ${JSON.stringify(text)}`;
  context.addIssue({ code: 'custom', message });
}

function readAlgorithms(text: string, context: z.RefinementCtx): readonly string[] {
  const algorithms = readNames(text);
  if (algorithms.length === 0 || !algorithms.every((name) => ALGORITHMS.includes(name))) {
    const message = `expected some of ${ALGORITHMS.join(', ')}, with commas between, but got ${JSON.stringify(text)}`;
    context.addIssue({ code: 'custom', message });
  }
  return algorithms;
}

function readScopes(text: string): readonly string[] {
  return [...new Set(['openid', ...text.split(/[\s,]+/).filter((scope) => scope !== '')])];
}

function readSecrets(text: string, context: z.RefinementCtx): readonly [string, ...string[]] {
  const [first = '', ...others] = readNames(text);
  if ([first, ...others].some((secret) => secret.length < 32)) {
    const message = 'expected secrets of at least 32 characters with commas between, such as of `openssl rand -hex 32`';
    context.addIssue({ code: 'custom', message });
  }
  return [first, ...others];
}
