import { createHmac, randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ANONYMOUS, type Caller, SYSTEM } from '#platform/auth/caller.js';
import { callerClaim } from '#platform/auth/internal-token/caller-claims.js';
import { createTokenIssuer } from '#platform/auth/internal-token/issue-token.js';
import {
  type KeyPairTexts,
  makeKeyPair,
  readSigningKey,
  readVerifyingKeys,
} from '#platform/auth/internal-token/key-pair.js';
import { ISSUERS } from '#platform/auth/internal-token/token-form.js';
import { createTokenVerifier } from '#platform/auth/internal-token/verify-token.js';
import { holds, rightsFrom } from '#platform/auth/rights.js';

const [GATEWAY, NEXT_GATEWAY, CATALOG, STRANGER] = [makeKeyPair(), makeKeyPair(), makeKeyPair(), makeKeyPair()];
const START = Date.UTC(2027, 0, 1);
const ANN: Caller = {
  actor: 'ann ✓',
  kind: 'USER',
  rights: rightsFrom({ roles: [{ role: 'CONTRIBUTOR', namespace: 'vision' }], closed: ['secret'] }),
  scopes: ['read:books'],
  expiresAt: START + 3_600_000,
};

/** Gateways and the `models` subgraph at a time that the test sets. */
function createWorld() {
  const clock = { at: START };
  const now = () => clock.at;
  const issuerOf = ({ privateKey }: KeyPairTexts, issuer: string = ISSUERS.gateway) =>
    createTokenIssuer({ key: readSigningKey(privateKey), issuer, seconds: 60, now });
  const verifierOf = (audience: string, gatewayKeys = GATEWAY.publicKey) =>
    createTokenVerifier({
      audience,
      gatewayKeys: readVerifyingKeys(gatewayKeys),
      backgroundKeys: readVerifyingKeys(CATALOG.publicKey),
      seconds: 60,
      now,
    });
  return { clock, issuerOf, verifierOf, gateway: issuerOf(GATEWAY), models: verifierOf('models') };
}

/** Nothing of it is checked by whoever makes it. */
function forge(
  { header = {}, claims = {} }: { readonly header?: object; readonly claims?: object },
  signature: (input: string) => Buffer = (input) =>
    sign(null, Buffer.from(input), readSigningKey(GATEWAY.privateKey).key),
): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const { id } = readSigningKey(GATEWAY.privateKey);
  const iat = START / 1_000;
  const input = [
    part({ alg: 'EdDSA', kid: id, ...header }),
    part({
      iss: ISSUERS.gateway,
      sub: ANN.actor,
      aud: 'models',
      iat,
      exp: iat + 60,
      caller: callerClaim(ANN),
      ...claims,
    }),
  ].join('.');
  return `${input}.${signature(input).toString('base64url')}`;
}

test("a subgraph learns the caller of a gateway's token as the gateway knows it", async () => {
  const { gateway, models } = createWorld();
  for (const caller of [ANN, ANONYMOUS, SYSTEM])
    expect(await models(await gateway.tokenFor(caller, 'models'))).toEqual({
      scopes: undefined,
      expiresAt: undefined,
      ...caller,
    });
  expect(await models(forge({}))).toEqual(ANN);
});

test('a token is signed once for a caller and an audience, given again for half its life, and verified once', async () => {
  const { clock, gateway, models } = createWorld();
  const token = await gateway.tokenFor(ANN, 'models');
  const caller = await models(token);
  clock.at += 29_999;
  // Neither is a promise: nothing is signed and nothing verified.
  expect(gateway.tokenFor({ ...ANN }, 'models')).toBe(token);
  expect(models(token)).toBe(caller);
  expect(await gateway.tokenFor(ANN, 'datasets')).not.toBe(token);
  expect(await gateway.tokenFor({ ...ANN, rights: ANONYMOUS.rights }, 'models')).not.toBe(token);
  expect(await gateway.tokenFor({ ...ANN, scopes: [] }, 'models')).not.toBe(token);
  clock.at += 1;
  const renewed = await gateway.tokenFor(ANN, 'models');
  expect(renewed).not.toBe(token);
  expect(await models(renewed)).toEqual(caller);
});

test('many that ask at once for one caller wait for one signature', async () => {
  const { gateway } = createWorld();
  const tokens = await Promise.all(Array.from({ length: 50 }, () => gateway.tokenFor(ANN, 'models')));
  expect(new Set(tokens).size).toBe(1);
});

test('a token holds for its minute and the few seconds that clocks differ, remembered or not', async () => {
  const { clock, gateway, models, verifierOf } = createWorld();
  const token = await gateway.tokenFor(ANN, 'models');
  await models(token);
  for (const [later, holdsStill] of [
    [64_999, true],
    [65_000, false],
    [3_600_000, false],
    [-4_000, true],
  ] as const) {
    clock.at = START + later;
    for (const verify of [models, verifierOf('models')]) {
      const outcome = (async () => verify(token))();
      if (holdsStill) await expect(outcome).resolves.toMatchObject({ actor: ANN.actor });
      else await expect(outcome).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    }
  }
  clock.at = START - 6_000;
  await expect((async () => verifierOf('models')(token))()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

const iat = START / 1_000;
const hmac = (key: string | Buffer) => (input: string) => createHmac('sha256', key).update(input).digest();
const publicBytes = Buffer.from(GATEWAY.publicKey, 'base64');
const byStranger = (input: string) => sign(null, Buffer.from(input), readSigningKey(STRANGER.privateKey).key);
const byCatalog = (input: string) => sign(null, Buffer.from(input), readSigningKey(CATALOG.privateKey).key);

const REFUSED: Readonly<Record<string, string>> = {
  'another audience': forge({ claims: { aud: 'datasets' } }),
  'no audience': forge({ claims: { aud: undefined } }),
  'an audience that its name is a part of': forge({ claims: { aud: 'models2' } }),
  'another issuer': forge({ claims: { iss: 'evil' } }),
  'no issuer': forge({ claims: { iss: undefined } }),
  'several issuers': forge({ claims: { iss: [ISSUERS.gateway] } }),
  'the issuer of background work, by the key of a gateway': forge({ claims: { iss: ISSUERS.background } }),
  'the issuer of gateways, by the key of background work': forge(
    { header: { kid: readSigningKey(CATALOG.privateKey).id } },
    byCatalog,
  ),
  'no end': forge({ claims: { exp: undefined } }),
  'no beginning': forge({ claims: { iat: undefined } }),
  'an end as text': forge({ claims: { exp: String(iat + 60) } }),
  'its end passed': forge({ claims: { iat: iat - 100, exp: iat - 6 } }),
  'a life of a year, begun two minutes ago': forge({ claims: { iat: iat - 120, exp: iat + 31_536_000 } }),
  'a beginning to come': forge({ claims: { iat: iat + 60, exp: iat + 120 } }),
  'not before to come': forge({ claims: { nbf: iat + 60 } }),
  'alg none and no signature': forge({ header: { alg: 'none' } }, () => Buffer.alloc(0)),
  'alg None and no signature': forge({ header: { alg: 'None' } }, () => Buffer.alloc(0)),
  'no alg': forge({ header: { alg: undefined } }),
  'HS256 with the public key in DER': forge({ header: { alg: 'HS256' } }, hmac(publicBytes)),
  'HS256 with the public key as text': forge({ header: { alg: 'HS256' } }, hmac(GATEWAY.publicKey)),
  'HS256 with nothing': forge({ header: { alg: 'HS256' } }, hmac('')),
  'RS256 named': forge({ header: { alg: 'RS256' } }),
  "a stranger's signature under the gateway's key id": forge({}, byStranger),
  "a stranger's key id and signature": forge({ header: { kid: readSigningKey(STRANGER.privateKey).id } }, byStranger),
  'its own key in the header': forge(
    { header: { kid: 'own', jwk: readSigningKey(STRANGER.privateKey).key.export({ format: 'jwk' }) } },
    byStranger,
  ),
  'a key to fetch': forge({ header: { kid: 'own', jku: 'https://evil.example/jwks.json' } }, byStranger),
  'a path as key id': forge({ header: { kid: '../../dev/null' } }, hmac('')),
  'SQL as key id': forge({ header: { kid: "' OR 1=1 --" } }),
  '__proto__ as key id': forge({ header: { kid: '__proto__' } }),
  'an object as key id': forge({ header: { kid: { $ne: null } } }),
  'no key id': forge({ header: { kid: undefined } }),
  'an extension that must be understood': forge({ header: { crit: ['exp'] } }),
  'an unencoded payload': forge({ header: { b64: false, crit: ['b64'] } }),
  'no caller': forge({ claims: { caller: undefined } }),
  'a caller without rights': forge({ claims: { caller: { actor: 'ann', kind: 'USER' } } }),
  'a caller without a name': forge({ claims: { caller: { ...callerClaim(ANN), actor: '' } } }),
  'a caller of an unknown kind': forge({ claims: { caller: { ...callerClaim(ANN), kind: 'ROOT' } } }),
  'a caller with more': forge({ claims: { caller: { ...callerClaim(ANN), isAdmin: true } } }),
  'a changed payload': forge({}).replace(/\.[^.]+\./, (payload) => `${payload.slice(0, -3)}AA.`),
  'a changed signature': `${forge({}).slice(0, -4)}AAAA`,
  'no signature': forge({}, () => Buffer.alloc(0)),
  'two parts': forge({}).split('.').slice(0, 2).join('.'),
  'five parts': `${forge({})}.a.b`,
  'the public key': GATEWAY.publicKey,
  'a megabyte of claims': forge({ claims: { more: 'x'.repeat(1_000_000) } }),
  'a megabyte of nothing': 'x'.repeat(1_000_000),
  nothing: '',
  'a UUID': randomUUID(),
};

test.each(Object.entries(REFUSED))('a token with %s is refused, and again', async (_, token) => {
  const { models } = createWorld();
  for (let time = 0; time < 2; time++) {
    await expect((async () => models(token))()).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: expect.stringContaining('models'),
    });
  }
});

test('while keys are replaced tokens of either hold, and no others afterwards', async () => {
  const { issuerOf, verifierOf } = createWorld();
  const tokens = await Promise.all([GATEWAY, NEXT_GATEWAY].map((key) => issuerOf(key).tokenFor(ANN, 'models')));
  const both = verifierOf('models', `${GATEWAY.publicKey},${NEXT_GATEWAY.publicKey}`);
  for (const token of tokens) expect(await both(token)).toMatchObject({ actor: ANN.actor });
  const after = verifierOf('models', NEXT_GATEWAY.publicKey);
  await expect((async () => after(tokens[0]!))()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(await after(tokens[1]!)).toMatchObject({ actor: ANN.actor });
});

test('a token for several subgraphs holds in each of them and in no other', async () => {
  const { gateway, models, verifierOf } = createWorld();
  const token = await gateway.tokenFor(ANN, ['models', 'datasets']);
  for (const verify of [models, verifierOf('datasets')])
    expect(await verify(token)).toMatchObject({ actor: ANN.actor });
  await expect((async () => verifierOf('catalog')(token))()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('a subgraph that asks in its own name may read and nothing else, whatever it says of a caller', async () => {
  const { issuerOf, models } = createWorld();
  const admin: Caller = { ...ANN, actor: 'admin', kind: 'USER', rights: SYSTEM.rights };
  const { actor, kind, rights } = await models(await issuerOf(CATALOG, ISSUERS.background).tokenFor(admin, 'models'));
  expect([actor, kind]).toEqual([SYSTEM.actor, 'SYSTEM']);
  expect([holds(rights, 'VIEWER', 'any'), holds(rights, 'CONTRIBUTOR', 'any')]).toEqual([true, false]);
  expect(rights.hidden).toEqual([]);
});

test('what is hidden from a caller fits into a token by the hundred; more is refused with what to do', async () => {
  const { gateway, models } = createWorld();
  const callerWith = (count: number): Caller => ({
    ...ANN,
    rights: rightsFrom({ roles: [], closed: Array.from({ length: count }, (_, index) => `team-${index}/project`) }),
  });
  expect(await models(await gateway.tokenFor(callerWith(600), 'models'))).toMatchObject({
    rights: callerWith(600).rights,
  });
  await expect((async () => gateway.tokenFor(callerWith(5_000), 'models'))()).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('5000 namespaces'),
  });
});

test('a token of another router is taken as docs/security.md shows it', async () => {
  const { clock, models } = createWorld();
  const block = /^```\n(\{ "alg".*?\})\n(\{\n.*?^\})\n```$/ms.exec(readFileSync('docs/security.md', 'utf8'));
  const header = { ...JSON.parse(block?.[1] ?? ''), kid: readSigningKey(GATEWAY.privateKey).id };
  const claims = JSON.parse(block?.[2] ?? '');
  clock.at = claims.iat * 1_000;
  expect(await models(forge({ header, claims }))).toEqual(claims.caller);
});
