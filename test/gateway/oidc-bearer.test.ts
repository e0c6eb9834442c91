import { createHmac, createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeProtectedHeader, exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';
import { afterEach, expect, test, vi } from 'vitest';
import { createProvider } from '#gateway/authentication/oidc/provider.js';
import { createProviderKeys } from '#gateway/authentication/oidc/provider-keys.js';
import { createReadBearerToken } from '#gateway/authentication/oidc/read-bearer-token.js';
import { createVerifyToken } from '#gateway/authentication/oidc/verify-token.js';
import type { Identity } from '#platform/auth/caller.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { testConfig } from '../support/test-config.js';
import { silent } from './serve-library.js';
import { AUDIENCE, serveOidcProvider, type TestProvider } from './serve-oidc-provider.js';

afterEach(() => void vi.useRealTimers());

/** Moves what the clock says; timers go on. */
function later(seconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1_000 });
}

/** The reader of bearer tokens, on its own. */
function readerOf(provider: Pick<TestProvider, 'issuer'>, env: NodeJS.ProcessEnv = {}) {
  const { oidc: settings } = testConfig({
    PEDIGRAPH_OIDC_ISSUER: provider.issuer,
    PEDIGRAPH_OIDC_AUDIENCE: AUDIENCE,
    PEDIGRAPH_OIDC_ROLES: 'vision=CONTRIBUTOR@vision,ml-admins=ADMIN',
    ...env,
  });
  const known = createProvider({ ...settings, issuer: provider.issuer }, silent);
  const keys = createProviderKeys(known, silent);
  const verify = createVerifyToken({ settings: { ...settings, audience: settings.audience! }, provider: known, keys });
  const read = createReadBearerToken(verify);
  const readToken = async (token: string): Promise<Identity | undefined> => {
    const credential = await read({ authorization: `Bearer ${token}` });
    return credential && 'identity' in credential ? credential.identity : undefined;
  };
  return {
    read,
    readToken,
    /** The sentence with which a token is refused. */
    async refusal(token: string): Promise<string> {
      try {
        const identity = await readToken(token);
        return `taken as ${identity?.actor}`;
      } catch (error) {
        expect(error).toBeInstanceOf(PedigraphError);
        expect((error as PedigraphError).code).toBe('UNAUTHENTICATED');
        return (error as PedigraphError).message;
      }
    },
  };
}

test('a token that the provider gave a machine names that machine, which is a service', async () => {
  await using provider = await serveOidcProvider();
  const identity = await readerOf(provider).readToken(await provider.machineToken());
  expect(identity).toEqual({ actor: 'ci', kind: 'SERVICE', grants: [], expiresAt: expect.any(Number) });
});

test('groups bring the roles that the settings give them, and no others', async () => {
  await using provider = await serveOidcProvider();
  const { readToken } = readerOf(provider);
  const exp = Math.floor(Date.now() / 1_000) + 60;
  expect(await readToken(await provider.sign({ groups: ['vision', 'ml-admins', 'else'], exp }))).toEqual({
    actor: 'ann',
    kind: 'USER',
    grants: [
      { role: 'CONTRIBUTOR', namespace: 'vision' },
      { role: 'ADMIN', namespace: '' },
    ],
    expiresAt: (exp + 30) * 1_000,
  });
  for (const groups of [undefined, null, 'else', [], [['vision']], { vision: true }, 'VISION', ['vision '], 7])
    expect(await readToken(await provider.sign({ groups }))).toMatchObject({ actor: 'ann', grants: [] });
  expect(await readToken(await provider.sign({ groups: 'vision' }))).toMatchObject({
    grants: [{ namespace: 'vision' }],
  });
});

test('the claims that name the actor and the groups are chosen, by name or by path', async () => {
  await using provider = await serveOidcProvider();
  const env = {
    PEDIGRAPH_OIDC_ACTOR_CLAIM: 'preferred_username',
    PEDIGRAPH_OIDC_ACTOR_PREFIX: 'sso:',
    PEDIGRAPH_OIDC_GROUPS_CLAIM: 'realm_access.roles',
  };
  const { readToken, refusal } = readerOf(provider, env);
  const claims = { preferred_username: 'Ann Lee', realm_access: { roles: ['ml-admins'] } };
  expect(await readToken(await provider.sign(claims))).toMatchObject({
    actor: 'sso:Ann Lee',
    grants: [{ role: 'ADMIN', namespace: '' }],
  });
  const named = { 'realm_access.roles': ['vision'], ...claims };
  expect(await readToken(await provider.sign(named))).toMatchObject({ grants: [{ namespace: 'vision' }] });
  expect(await refusal(await provider.sign())).toContain('preferred_username (PEDIGRAPH_OIDC_ACTOR_CLAIM) is no name');
});

test('nobody is taken under a name that is the server’s own, invisible, or written in two ways', async () => {
  await using provider = await serveOidcProvider();
  const { refusal } = readerOf(provider);
  const names = [
    'pedigraph',
    'anonymous',
    'token',
    ' ',
    'ann ',
    'a\u0000b',
    'a\nb',
    'a\u202eb',
    'a\u200bb',
    'e\u0301',
    'x'.repeat(201),
  ];
  for (const sub of [...names, 7, ['ann'], { ann: 1 }, true, null])
    expect([sub, await refusal(await provider.sign({ sub }))]).toEqual([sub, expect.stringMatching(/ is not taken: /)]);
  for (const sub of ['auth0|5f7c8ec7c33c6c004bbafe82', 'ann@example.com', 'Ann Lee', 'Þórdís', 'x'.repeat(200)])
    expect(await refusal(await provider.sign({ sub }))).toBe(`taken as ${sub}`);
});

test('an address is an actor where the provider has verified it', async () => {
  await using provider = await serveOidcProvider();
  const { refusal } = readerOf(provider, { PEDIGRAPH_OIDC_ACTOR_CLAIM: 'email' });
  const email = 'ann@example.com';
  expect(await refusal(await provider.sign({ email, email_verified: true }))).toBe(`taken as ${email}`);
  for (const email_verified of [undefined, false, 'false', 'true', 1])
    expect(await refusal(await provider.sign({ email, email_verified }))).toContain('email_verified is not true');
});

test('what is no token of a provider is left to other readers', async () => {
  const { read } = readerOf({ issuer: 'http://localhost:1' });
  for (const authorization of [
    undefined,
    '',
    'Bearer',
    'Bearer pdg_abc',
    'Basic eyJhbGciOiJSUzI1NiJ9.e30.x',
    'eyJhbGciOiJSUzI1NiJ9.e30.x',
  ])
    expect(read(authorization === undefined ? {} : { authorization })).toBeUndefined();
});

const b64 = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

test('every forged, ended or strange token is refused, with the reason', async () => {
  await using provider = await serveOidcProvider();
  const { refusal } = readerOf(provider);
  const good = await provider.sign();
  const [header = '', payload = '', signature = ''] = good.split('.');
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
  const now = Math.floor(Date.now() / 1_000);
  const claims = { iss: provider.issuer, aud: AUDIENCE, sub: 'ann', exp: now + 3_600 };

  const attacker = await generateKeyPair('RS256', { extractable: true });
  const attackersJwk = { ...(await exportJWK(attacker.publicKey)), kid: 'theirs', alg: 'RS256' };
  const keys = createServer((_request, response) => response.end(JSON.stringify({ keys: [attackersJwk] })));
  let asked = 0;
  keys.on('request', () => (asked += 1)).listen(0, '127.0.0.1');
  await once(keys, 'listening');
  const theirs = `http://127.0.0.1:${(keys.address() as AddressInfo).port}/`;
  const forged = (more: Record<string, unknown>) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid, ...more })
      .sign(attacker.privateKey, { crit: { exp: true } });

  const pem = await provider.publicKeyPem();
  const publicJwk = createPublicKey(pem).export({ format: 'jwk' });
  const hmac = (secret: string | Buffer, more: Record<string, unknown> = {}) => {
    const signed = `${b64({ alg: 'HS256', typ: 'JWT', kid, ...more })}.${payload}`;
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  };
  const { privateKey: elliptic } = await generateKeyPair('ES256');

  const attacks: Record<string, readonly [token: string, reason: RegExp]> = {
    'alg none, no signature': [`${b64({ alg: 'none' })}.${payload}.`, /ALGORITHMS/],
    'alg None': [`${b64({ alg: 'None', kid })}.${payload}.`, /ALGORITHMS/],
    'alg none with the signature': [`${b64({ alg: 'none', kid })}.${payload}.${signature}`, /ALGORITHMS/],
    'no alg': [`${b64({ kid })}.${payload}.${signature}`, /malformed/],
    'HS256 under the public key as a file': [hmac(pem), /ALGORITHMS/],
    'HS256 under the public key as a file without its last line end': [hmac(pem.trim()), /ALGORITHMS/],
    'HS256 under the public key as bytes': [
      hmac(createPublicKey(pem).export({ format: 'der', type: 'spki' })),
      /ALGORITHMS/,
    ],
    'HS256 under the public key as a JWK': [hmac(JSON.stringify(publicJwk)), /ALGORITHMS/],
    'HS256 under nothing': [hmac('', { kid: '/dev/null' }), /ALGORITHMS/],
    'another key under the provider’s kid': [await forged({}), /signature/],
    'a key of another kind under the provider’s kid': [
      await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid }).sign(elliptic),
      /does not name a key/,
    ],
    'a key in the header': [await forged({ jwk: attackersJwk }), /has jwk/],
    'an address of keys in the header': [await forged({ kid: 'theirs', jku: theirs }), /has jku/],
    'an address of certificates in the header': [await forged({ x5u: theirs }), /has x5u/],
    'certificates in the header': [await forged({ x5c: ['MIIB'] }), /has x5c/],
    'an address of keys in the header of a good token': [await provider.sign({}, { jku: theirs }), /has jku/],
    'an extension that must be understood': [await forged({ crit: ['exp'], exp: now + 60 }), /has crit/],
    'an extension that must be understood in a good token': [
      await provider.sign({}, { crit: ['exp'], exp: 1 }),
      /has crit/,
    ],
    'an unencoded payload': [
      `${b64({ alg: 'RS256', kid, b64: false, crit: ['b64'] })}.${payload}.${signature}`,
      /has crit/,
    ],
    'a compressed payload': [await provider.sign({}, { zip: 'DEF' }), /has zip/],
    'a kid that is a path': [await forged({ kid: '../../../../dev/null' }), /does not name a key/],
    'a kid that is SQL': [await forged({ kid: "' UNION SELECT 'key' --" }), /does not name a key/],
    'a kid that is __proto__': [await forged({ kid: '__proto__' }), /does not name a key/],
    'a kid that is no text': [await forged({ kid: { $ne: null } }), /does not name a key|malformed/],
    'no kid and another key': [await forged({ kid: undefined }), /signature/],
    ended: [await provider.sign({ exp: now - 31 }), /has ended/],
    'ended long ago': [await provider.sign({ exp: 1 }), /has ended/],
    'no end': [await provider.sign({ exp: undefined }), /exp/],
    'an end that is a text': [await provider.sign({ exp: String(now + 60) as never }), /exp/],
    'an end at infinity': [
      await provider.signText(`{"iss":"${provider.issuer}","aud":"${AUDIENCE}","sub":"a","exp":1e400}`),
      /exp/,
    ],
    'not valid yet': [await provider.sign({ nbf: now + 3_600 }), /nbf/],
    'another audience': [await provider.sign({ aud: 'another-api' }), /aud/],
    'an audience that begins with ours': [await provider.sign({ aud: `${AUDIENCE}-2` }), /aud/],
    'no audience': [await provider.sign({ aud: undefined }), /aud/],
    'an empty list of audiences': [await provider.sign({ aud: [] }), /aud/],
    'another issuer': [await provider.sign({ iss: 'https://evil.example' }), /iss/],
    'an issuer with a slash more': [await provider.sign({ iss: `${provider.issuer}/` }), /iss/],
    'no issuer': [await provider.sign({ iss: undefined }), /iss/],
    'an empty subject': [await provider.sign({ sub: '' }), /sub/],
    'no subject': [await provider.sign({ sub: undefined }), /sub/],
    'an ID token of a log-out': [await provider.sign({}, { typ: 'logout+jwt' }), /typ/],
    'a proof of possession': [await provider.sign({}, { typ: 'dpop+jwt' }), /typ/],
    'a subject twice': [
      await provider.signText(JSON.stringify(claims).replace('"sub":"ann"', '"sub":"ann","sub":"root"')),
      /twice/,
    ],
    'a subject twice, once in escapes': [
      await provider.signText(JSON.stringify(claims).replace('"sub":"ann"', '"sub":"ann","\\u0073ub":"root"')),
      /twice/,
    ],
    'something twice further in': [
      await provider.signText(
        JSON.stringify(claims).replace(/\}$/, ',"realm_access":{"roles":[],"roles":["ml-admins"]}}'),
      ),
      /twice/,
    ],
    'an algorithm twice': [
      await provider.signText(JSON.stringify(claims), `{"alg":"none","alg":"RS256","kid":"${kid}"}`),
      /twice/,
    ],
    'a payload that was changed': [`${header}.${b64({ ...claims, sub: 'root' })}.${signature}`, /signature/],
    'a payload that is a list': [await provider.signText('[]'), /malformed/],
    'a payload that is no JSON': [await provider.signText('nothing'), /malformed/],
    'no signature': [`${header}.${payload}.`, /signature/],
    'a signature that was cut': [`${header}.${payload}.${signature.slice(0, -8)}`, /signature/],
    'one part': [header, /no JSON Web Token/],
    'two parts': [`${header}.${payload}`, /no JSON Web Token|malformed/],
    'four parts': [`${good}.${signature}`, /no JSON Web Token|malformed/],
    'five parts, as of an encrypted token': [`${good}.${signature}.${signature}`, /no JSON Web Token|malformed/],
    'a megabyte': [`${header}.${'A'.repeat(1_000_000)}.${signature}`, /longer than 16384/],
    'a header that is no JSON': [`eyJ${'A'.repeat(100)}.${payload}.${signature}`, /no JSON Web Token/],
  };
  for (const [name, [token, reason]] of Object.entries(attacks))
    expect([name, await refusal(token)]).toEqual([name, expect.stringMatching(reason)]);
  expect(asked).toBe(0);
  expect(await refusal(good)).toBe('taken as ann');
  keys.close();
});

test('clocks may differ by the tolerance, and not by more', async () => {
  await using provider = await serveOidcProvider();
  const now = Math.floor(Date.now() / 1_000);
  const ended = await provider.sign({ exp: now - 60 });
  const early = await provider.sign({ nbf: now + 60 });
  for (const [seconds, taken] of [
    ['120', true],
    ['0', false],
  ] as const) {
    const { refusal } = readerOf(provider, { PEDIGRAPH_OIDC_CLOCK_TOLERANCE_SECONDS: seconds });
    for (const token of [ended, early]) expect((await refusal(token)) === 'taken as ann').toBe(taken);
  }
});

test('a token that was verified is remembered: the next request waits for nothing, until it ends', async () => {
  await using provider = await serveOidcProvider();
  const { read, refusal } = readerOf(provider);
  const token = await provider.sign({ exp: Math.floor(Date.now() / 1_000) + 120 });
  const headers = { authorization: `Bearer ${token}` };
  const first = read(headers);
  expect(first).toBeInstanceOf(Promise);
  const credential = await first;
  expect(read(headers)).toBe(credential);
  later(149);
  expect(read(headers)).toBe(credential);
  later(152);
  expect(await refusal(token)).toContain('has ended');
});

test('a token of a key that the provider took back is verified again within minutes, and refused then', async () => {
  await using provider = await serveOidcProvider();
  const { readToken, refusal } = readerOf(provider);
  const old = await provider.sign();
  await readToken(old);
  await provider.rotate();
  await readToken(await provider.sign().then(afterCoolDown));
  expect(await readToken(old)).toMatchObject({ actor: 'ann' }); // remembered
  later(11 * 60);
  expect(await refusal(old)).toContain('does not name a key');
});

/** The same, a while later. */
function afterCoolDown<T>(value: T): T {
  later(31);
  return value;
}

test('keys are fetched once, and again for a token of a new key; invented keys are not asked about within the cool-down', async () => {
  await using provider = await serveOidcProvider();
  const { readToken, refusal } = readerOf(provider);
  await Promise.all((await Promise.all([1, 2, 3, 4].map((n) => provider.sign({ sub: `a${n}` })))).map(readToken));
  expect(provider.keysAsked).toBe(1);
  await provider.rotate({ keepsOld: true });
  const rotated = await provider.sign();
  for (let n = 0; n < 20; n += 1) expect(await refusal(await provider.sign({}, { kid: `k${n}` }))).toContain('a key');
  expect(provider.keysAsked).toBe(1);
  later(31);
  expect(await readToken(rotated)).toMatchObject({ actor: 'ann' });
  expect(provider.keysAsked).toBe(2);
  for (let n = 0; n < 20; n += 1) expect(await refusal(await provider.sign({}, { kid: `k${n}` }))).toContain('a key');
  expect(provider.keysAsked).toBe(2);
});

test.each(['broken', 'nonsense', 'gone'] as const)(
  'while the keys cannot be had (%s) those that are known serve on, and a token of another key is refused at once',
  async (failure) => {
    await using provider = await serveOidcProvider();
    const { readToken, refusal } = readerOf(provider);
    await readToken(await provider.sign());
    const known = [await provider.sign({ sub: 'ben' }), await provider.sign({ sub: 'cy' })];
    await provider.rotate();
    const unknown = await provider.sign();
    if (failure === 'gone') await provider.stop();
    else provider.answerKeys(failure);
    later(3_000);
    expect(await refusal(await provider.sign({ exp: 1e10 }, { kid: 'x' }))).toContain('does not answer');
    const asked = provider.keysAsked;
    for (let n = 0; n < 20; n += 1) expect(await refusal(unknown)).toContain('does not answer');
    expect(provider.keysAsked).toBe(asked);
    vi.useRealTimers();
    for (const token of known) expect(await readToken(token)).toMatchObject({ kind: 'USER' });
  },
);

test('a provider that is not there at first is asked again, and then its tokens are taken', async () => {
  const gone = await serveOidcProvider();
  const token = await gone.sign();
  const { refusal } = readerOf(gone);
  await gone.stop();
  for (let n = 0; n < 3; n += 1) expect(await refusal(token)).toContain('does not answer');
  expect(gone.requests).toEqual([]);

  await using provider = await serveOidcProvider();
  provider.answerKeys('broken');
  const reader = readerOf(provider);
  const good = await provider.sign();
  expect(await reader.refusal(good)).toContain('does not answer');
  provider.answerKeys('answering');
  expect(await reader.refusal(good)).toContain('does not answer');
  later(6);
  expect(await reader.refusal(good)).toBe('taken as ann');
});

test('keys that the provider is silent about are waited for by whoever asks first, for a time, and nobody hangs', async () => {
  await using provider = await serveOidcProvider();
  const { readToken, refusal } = readerOf(provider);
  await readToken(await provider.sign());
  const known = await provider.sign({ sub: 'ben' });
  provider.answerKeys('silent');
  later(11 * 60);
  // The one that is waited for in the background holds nobody up.
  expect(await readToken(known)).toMatchObject({ actor: 'ben' });
  expect(await refusal(await provider.sign({}, { kid: 'x' }))).toContain('does not answer');
  expect(await refusal(await provider.sign({}, { kid: 'y' }))).toContain('does not answer');
});

test('a provider that calls itself otherwise is none', async () => {
  await using provider = await serveOidcProvider();
  const { refusal } = readerOf({ issuer: provider.issuer.replace('localhost', '127.0.0.1') });
  expect(await refusal(await provider.sign())).toContain('does not answer');
});

test('keys are not fetched by plain http for a provider at https, whatever it says', async () => {
  await using served = await serveOidcProvider();
  const described = (issuer: string) =>
    ({
      configuration: async () => ({ serverMetadata: () => ({ issuer, jwks_uri: `${served.issuer}/jwks` }) }),
    }) as never;
  const token = await served.sign();
  const [protectedHeader = '', payload = '', signature = ''] = token.split('.');
  const header = decodeProtectedHeader(token) as JWTHeaderParameters;
  const parts = { protected: protectedHeader, payload, signature };
  await expect(createProviderKeys(described('https://login.example'), silent)(header, parts)).rejects.toThrow(
    'no https',
  );
  expect(served.keysAsked).toBe(0);
  await createProviderKeys(described(served.issuer), silent)(header, parts);
  expect(served.keysAsked).toBe(1);
});
