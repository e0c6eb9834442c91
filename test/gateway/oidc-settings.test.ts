import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '#platform/config/read-config.js';

const BEARER = { PEDIGRAPH_OIDC_ISSUER: 'https://login.example/realms/ml', PEDIGRAPH_OIDC_AUDIENCE: 'pedigraph' };
const SECRET = 's3cret-of-sessions-of-some-length-1';
const SIGN_IN = {
  PEDIGRAPH_OIDC_ISSUER: 'https://login.example',
  PEDIGRAPH_OIDC_CLIENT_ID: 'pedigraph',
  PEDIGRAPH_OIDC_PUBLIC_URL: 'https://pedigraph.example',
  PEDIGRAPH_OIDC_SESSION_SECRETS: SECRET,
};

/** The message that this environment is refused with. */
function refusalOf(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('It was not refused.');
}

test('without a setting there is no provider; with one, algorithms, claims, clocks and ages have values', () => {
  expect(readConfig({}).oidc.issuer).toBeUndefined();
  expect(readConfig({ ...BEARER, ...SIGN_IN }).oidc).toEqual({
    issuer: 'https://login.example',
    audience: ['pedigraph'],
    algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'],
    actorClaim: 'sub',
    actorPrefix: '',
    groupsClaim: 'groups',
    roles: [],
    clockToleranceSeconds: 30,
    clientId: 'pedigraph',
    scopes: ['openid', 'profile'],
    publicUrl: 'https://pedigraph.example',
    sessionSecrets: [SECRET],
    sessionIdleSeconds: 3_600,
    sessionSeconds: 28_800,
  });
});

test('groups have roles, everywhere or in a namespace, whatever stands in their names', () => {
  const { roles } = readConfig({
    ...BEARER,
    PEDIGRAPH_OIDC_ROLES:
      'ml-admins=ADMIN, vision=CONTRIBUTOR@team/vision,vision=VIEWER,cn=ops%2Cou=ml=MAINTAINER@ops,50%25=VIEWER',
  }).oidc;
  expect(roles).toEqual([
    { group: 'ml-admins', role: 'ADMIN', namespace: '' },
    { group: 'vision', role: 'CONTRIBUTOR', namespace: 'team/vision' },
    { group: 'vision', role: 'VIEWER', namespace: '' },
    { group: 'cn=ops,ou=ml', role: 'MAINTAINER', namespace: 'ops' },
    { group: '50%', role: 'VIEWER', namespace: '' },
  ]);
  for (const wrong of [
    'ml-admins',
    '=ADMIN',
    'a=admin',
    'a=OWNER',
    'a=ADMIN@',
    'a=ADMIN@../x',
    'a=ADMIN@x/',
    '%zz=VIEWER',
  ])
    expect(refusalOf({ ...BEARER, PEDIGRAPH_OIDC_ROLES: `fine=VIEWER,${wrong}` })).toBe(
      `PEDIGRAPH_OIDC_ROLES: expected group=ROLE or group=ROLE@namespace with commas between, ROLE one of VIEWER, CONTRIBUTOR, MAINTAINER, ADMIN, but got ${JSON.stringify(wrong)}`,
    );
});

test('an algorithm by which whoever verifies could sign, or none at all, cannot be chosen', () => {
  for (const wrong of ['HS256', 'RS256,HS512', 'none', 'RS256,none', 'rs256', ',', 'dir'])
    expect(refusalOf({ ...BEARER, PEDIGRAPH_OIDC_ALGORITHMS: wrong })).toMatch(
      /^PEDIGRAPH_OIDC_ALGORITHMS: expected some of RS256, /,
    );
  expect(readConfig({ ...BEARER, PEDIGRAPH_OIDC_ALGORITHMS: 'ES384, EdDSA' }).oidc.algorithms).toEqual([
    'ES384',
    'EdDSA',
  ]);
});

test('a provider or an address of this server by plain http is one of this machine', () => {
  for (const issuer of [
    'http://login.example',
    'ftp://login.example',
    'login.example',
    'https://a:b@login.example',
    'https://login.example?x',
    'https://login.example/#x',
  ])
    expect(refusalOf({ ...BEARER, PEDIGRAPH_OIDC_ISSUER: issuer })).toMatch(/^PEDIGRAPH_OIDC_ISSUER: expected https:/);
  for (const publicUrl of [
    'http://pedigraph.example',
    'https://pedigraph.example/',
    'https://pedigraph.example/api',
    'https://a@pedigraph.example',
  ])
    expect(refusalOf({ ...SIGN_IN, PEDIGRAPH_OIDC_PUBLIC_URL: publicUrl })).toMatch(
      /^PEDIGRAPH_OIDC_PUBLIC_URL: expected/,
    );
  for (const local of ['http://localhost:4000', 'http://127.0.0.1:4000', 'http://[::1]:4000']) {
    expect(readConfig({ ...BEARER, PEDIGRAPH_OIDC_ISSUER: local }).oidc.issuer).toBe(local);
    expect(readConfig({ ...SIGN_IN, PEDIGRAPH_OIDC_PUBLIC_URL: local }).oidc.publicUrl).toBe(local);
  }
});

test('what belongs together is set together, and the refusal names it', () => {
  expect(refusalOf({ PEDIGRAPH_OIDC_AUDIENCE: 'x' })).toMatch(/^PEDIGRAPH_OIDC_ISSUER: expected the provider/);
  expect(refusalOf({ PEDIGRAPH_OIDC_ISSUER: 'https://login.example' })).toMatch(/^PEDIGRAPH_OIDC_AUDIENCE: /);
  for (const left of ['PEDIGRAPH_OIDC_CLIENT_ID', 'PEDIGRAPH_OIDC_PUBLIC_URL', 'PEDIGRAPH_OIDC_SESSION_SECRETS'])
    expect(refusalOf({ ...BEARER, ...SIGN_IN, [left]: '' })).toBe(
      `${left}: expected together: PEDIGRAPH_OIDC_CLIENT_ID, PEDIGRAPH_OIDC_PUBLIC_URL and PEDIGRAPH_OIDC_SESSION_SECRETS, by which people sign in`,
    );
});

test('secrets of sessions are long, and a refusal does not tell them', () => {
  const refusal = refusalOf({ ...SIGN_IN, PEDIGRAPH_OIDC_SESSION_SECRETS: `${SECRET},s3cret-too-short` });
  expect(refusal).toMatch(/^PEDIGRAPH_OIDC_SESSION_SECRETS: expected secrets of at least 32 characters/);
  expect(refusal).not.toContain('s3cret');
});

test('another address than loopback is served where a provider says who asks', () => {
  expect(readConfig({ ...BEARER, HOST: '0.0.0.0' }).host).toBe('0.0.0.0');
});
