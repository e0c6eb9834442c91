import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { readSigningKey, readVerifyingKeys } from '#platform/auth/internal-token/key-pair.js';
import { childEnvironment, withoutClients } from '#platform/config/child-environment.js';
import type { Askers } from '#platform/config/config.js';
import { ConfigError, readConfig } from '#platform/config/read-config.js';
import { unknownSettings } from '#platform/config/unknown-settings.js';
import { makeDeploymentKeys } from '#process/distributed/deployment-keys.js';
import { BACKGROUND, GATEWAY, GATEWAY_ENV, SUBGRAPH_ENV } from '../support/internal-tokens.js';

test('without any setting it listens on loopback alone, with an embedded database and no token', () => {
  const config = readConfig({});
  expect(config).toMatchObject({ host: '127.0.0.1', port: 4000, logLevel: 'info' });
  expect(config).not.toHaveProperty('databaseUrl');
  expect(config).not.toHaveProperty('token');
});

test('a flag wins over its variable, and an empty variable is none', () => {
  expect(readConfig({ PORT: '5000' }).port).toBe(5000);
  expect(readConfig({ PORT: '5000' }, { port: '6000' }).port).toBe(6000);
  expect(readConfig({ PORT: '' }).port).toBe(4000);
});

test('limits and deadlines have variables of their own', () => {
  const config = readConfig({ PEDIGRAPH_LIMIT_ROOT_FIELDS: '3', PEDIGRAPH_TIMEOUT_STATEMENT_MS: '3000' });
  expect(config.limits).toEqual({ ...readConfig({}).limits, rootFields: 3 });
  expect(config.timeouts).toEqual({ ...readConfig({}).timeouts, statement: 3000 });
});

test('the configuration is frozen, all of it', () => {
  const config = readConfig({});
  for (const part of [config, config.limits, config.timeouts]) expect(Object.isFrozen(part)).toBe(true);
});

test('another address than loopback wants a token', () => {
  expect(refusalOf({ HOST: '0.0.0.0' })).toMatch(/^HOST: .*PEDIGRAPH_TOKEN/);
  const token = 'a-token-of-sixteen-or-more';
  expect(readConfig({ HOST: '0.0.0.0', PEDIGRAPH_TOKEN: token })).toMatchObject({ host: '0.0.0.0', token });
  const tokens = [{ actor: 'ann', role: 'ADMIN', namespace: '', token }];
  expect(readConfig({ HOST: '0.0.0.0', PEDIGRAPH_TOKENS: `ann=${token}` })).toMatchObject({ host: '0.0.0.0', tokens });
});

test('a subgraph by itself wants the public keys of its gateways, and no token of clients', () => {
  for (const host of ['127.0.0.1', '0.0.0.0']) {
    expect(refusalOf({ HOST: host, PEDIGRAPH_TOKEN: 'a-token-of-sixteen-or-more' }, 'gateways')).toMatch(
      /^PEDIGRAPH_GATEWAY_PUBLIC_KEYS: .*pedigraph gateway-keys/,
    );
    expect(readConfig({ HOST: host, ...SUBGRAPH_ENV }, {}, 'gateways').internalTokens).toEqual({
      gatewayPublicKeys: GATEWAY.publicKey,
      backgroundPublicKeys: BACKGROUND.publicKey,
      seconds: 60,
    });
    expect(refusalOf({ HOST: '0.0.0.0', ...SUBGRAPH_ENV })).toMatch(/^HOST: /);
  }
});

test('a key is an Ed25519 key of the half that is asked for, and a wrong one is not repeated', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const wrong = {
    PEDIGRAPH_GATEWAY_KEY: [
      'a-s3cret',
      GATEWAY.publicKey,
      rsa.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    ],
    PEDIGRAPH_GATEWAY_PUBLIC_KEYS: [
      'a-s3cret',
      GATEWAY.privateKey,
      readSigningKey(GATEWAY.privateKey).key.export({ format: 'pem', type: 'pkcs8' }) as string,
      `${GATEWAY.publicKey},${GATEWAY.privateKey}`,
      rsa.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
      ',',
    ],
  };
  for (const [variable, values] of Object.entries(wrong)) {
    for (const value of values) {
      const refusal = refusalOf({ [variable]: value });
      expect(refusal).toMatch(new RegExp(`^${variable}: expected .*Ed25519`));
      if (value !== ',') expect(refusal).not.toContain(value);
    }
  }
  const both = { ...GATEWAY_ENV, PEDIGRAPH_BACKGROUND_KEY: GATEWAY.privateKey };
  expect(refusalOf(both)).toMatch(/^PEDIGRAPH_BACKGROUND_KEY: expected another key/);
});

test('keys may be PEM as openssl writes it, and public ones several', () => {
  const { key } = readSigningKey(GATEWAY.privateKey);
  const pem = key.export({ format: 'pem', type: 'pkcs8' }) as string;
  expect(readSigningKey(pem).id).toBe(readSigningKey(GATEWAY.privateKey).id);
  const publicPem = createPublicKey(key).export({ format: 'pem', type: 'spki' }) as string;
  expect(readVerifyingKeys(`${BACKGROUND.publicKey}, ${publicPem}`).map(({ id }) => id)).toEqual([
    readVerifyingKeys(BACKGROUND.publicKey)[0]?.id,
    readSigningKey(pem).id,
  ]);
});

test.each([
  [{ PORT: 'http' }, 'PORT: expected a whole number from 0 to 65535, but got "http"'],
  [{ PORT: '70000' }, 'PORT: expected a whole number from 0 to 65535, but got "70000"'],
  [{ PORT: '80.5' }, 'PORT: expected a whole number from 0 to 65535, but got "80.5"'],
  [{ PEDIGRAPH_LIMIT_DEPTH: '0' }, 'PEDIGRAPH_LIMIT_DEPTH: expected a whole number of at least 1, but got "0"'],
  [
    { PEDIGRAPH_ROW_CACHE_BYTES: '64MB' },
    'PEDIGRAPH_ROW_CACHE_BYTES: expected a whole number of at least 0, but got "64MB"',
  ],
  [{ PEDIGRAPH_DATABASE_READS: 'fast' }, 'PEDIGRAPH_DATABASE_READS: expected shared or plain, but got "fast"'],
  [{ PEDIGRAPH_METRICS_OPEN: 'yes' }, 'PEDIGRAPH_METRICS_OPEN: expected true or false, but got "yes"'],
])('%o is refused with what was expected and what came', (env, refusal) => {
  expect(refusalOf(env)).toBe(refusal);
});

test('a variable that looks like a setting and is none is told, with the setting that is near', () => {
  expect(
    unknownSettings({ PEDIGRAPH_TOKNE: 'x', PEDIGRAPH_DATABSE_READS: 'plain', PEDIGRAPH_SHOE_SIZE: '43' }),
  ).toEqual([
    'PEDIGRAPH_DATABSE_READS is no setting and changes nothing; did you mean PEDIGRAPH_DATABASE_READS?',
    'PEDIGRAPH_SHOE_SIZE is no setting and changes nothing; docs/settings.md lists them.',
    'PEDIGRAPH_TOKNE is no setting and changes nothing; did you mean PEDIGRAPH_TOKEN?',
  ]);
  const others = { PORT: '1', PATH: '/bin', PEDIGRAPH_TOKEN: 'x', PEDIGRAPH_LIMIT_DEPTH: '3', PEDIGRAPH_SOAK: '1' };
  const ofKubernetes = {
    PEDIGRAPH_SERVICE_HOST: '10.0.0.1',
    PEDIGRAPH_PORT_4000_TCP: 'tcp://10.0.0.1:4000',
    PEDIGRAPH_PORT: 'x',
  };
  expect(unknownSettings({ ...others, ...ofKubernetes })).toEqual([]);
});

test('deadlines that do not decrease inward are refused', () => {
  expect(refusalOf({ PEDIGRAPH_TIMEOUT_LOCK_MS: '6000' })).toContain('operation > subgraph > statement > lock');
});

test('a token between processes outlasts the longest operation from the half of its life on', () => {
  const long = { ...GATEWAY_ENV, PEDIGRAPH_TIMEOUT_OPERATION_MS: '30001' };
  expect(refusalOf(long)).toMatch(
    /^PEDIGRAPH_INTERNAL_TOKEN_SECONDS: expected at least twice PEDIGRAPH_TIMEOUT_OPERATION_MS/,
  );
  expect(refusalOf({ ...long, ...SUBGRAPH_ENV, PEDIGRAPH_GATEWAY_KEY: '' }, 'gateways')).toMatch(
    /^PEDIGRAPH_INTERNAL_TOKEN_SECONDS: /,
  );
  expect(readConfig({ ...long, PEDIGRAPH_TIMEOUT_OPERATION_MS: '30000' }).internalTokens.seconds).toBe(60);
  expect(readConfig({ ...long, PEDIGRAPH_INTERNAL_TOKEN_SECONDS: '61' }).internalTokens.seconds).toBe(61);
  // In one process there are no such tokens; `distributed` makes the keys by itself, and checks as well.
  const inOneProcess = readConfig({ PEDIGRAPH_TIMEOUT_OPERATION_MS: '30001' });
  expect(() => makeDeploymentKeys(inOneProcess)).toThrow(/^PEDIGRAPH_INTERNAL_TOKEN_SECONDS: /);
});

test('every problem is named at once, by its variable, without the secret', () => {
  const problems = refusalOf({
    PORT: '70000',
    DATABASE_URL: 'mysql://me:s3cret@db/x',
    PEDIGRAPH_TOKEN: 'short-s3cret',
    PEDIGRAPH_LIMIT_DEPTH: 'deep',
    PEDIGRAPH_LOG_LEVEL: 'loud',
  });
  expect(problems.split('\n').map((line) => line.split(':')[0])).toEqual(
    expect.arrayContaining(['PORT', 'DATABASE_URL', 'PEDIGRAPH_TOKEN', 'PEDIGRAPH_LIMIT_DEPTH', 'PEDIGRAPH_LOG_LEVEL']),
  );
  expect(problems).not.toContain('s3cret');
});

function refusalOf(env: Record<string, string>, askers?: Askers): string {
  try {
    readConfig(env, {}, askers);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

test.each([
  ['a token without a name', 'a-token-of-some-length'],
  ['a token that is short', 'ann=short'],
  ['a name twice', 'ann=a-token-of-some-length,ann=another-token-of-some-length'],
  ['a token twice', 'ann=a-token-of-some-length,ben=a-token-of-some-length'],
])('%s is refused, without telling the secret', (_name, tokens) => {
  const problem = (() => {
    try {
      return JSON.stringify(readConfig({ PEDIGRAPH_TOKENS: tokens }));
    } catch (error) {
      return String(error);
    }
  })();
  expect(problem).toContain('PEDIGRAPH_TOKENS: expected name=token pairs');
  expect(problem).not.toContain('of-some-length');
});

test('a process behind the address of a whole deployment has its names; a subgraph has no client and none but loopback', () => {
  const shared = { databaseUrl: 'postgres://db/x' };
  const namesOf = (env: Record<string, string>) =>
    childEnvironment(readConfig({ PEDIGRAPH_TOKEN: 'a-token-of-sixteen-or-more', ...env }), shared)[
      'PEDIGRAPH_ALLOWED_HOSTS'
    ];
  expect(namesOf({})).toBe('');
  expect(namesOf({ HOST: '0.0.0.0' })).toBe('*');
  expect(namesOf({ HOST: '0.0.0.0', PEDIGRAPH_ALLOWED_HOSTS: 'A.example, b.example' })).toBe('a.example,b.example');
  expect(
    withoutClients({
      PEDIGRAPH_ALLOWED_HOSTS: '*',
      PEDIGRAPH_CORS_ORIGINS: '*',
      PEDIGRAPH_EMBED_ORIGINS: 'https://notebooks.example',
      PEDIGRAPH_STATEMENT_KEY: 'e',
      PEDIGRAPH_STATEMENT_SUBGRAPHS: 'f',
      PEDIGRAPH_TOKEN: 'a',
      PEDIGRAPH_TOKENS: 'b',
      PEDIGRAPH_OIDC_CLIENT_SECRET: 'c',
      PEDIGRAPH_OIDC_SESSION_SECRETS: 'd',
      PEDIGRAPH_LOG_LEVEL: 'warn',
      PORT: '1',
    }),
  ).toEqual({
    PEDIGRAPH_ALLOWED_HOSTS: '',
    PEDIGRAPH_CORS_ORIGINS: '',
    PEDIGRAPH_EMBED_ORIGINS: '',
    PEDIGRAPH_STATEMENT_KEY: '',
    PEDIGRAPH_STATEMENT_SUBGRAPHS: '',
    PEDIGRAPH_TOKEN: '',
    PEDIGRAPH_TOKENS: '',
    PEDIGRAPH_OIDC_CLIENT_SECRET: '',
    PEDIGRAPH_OIDC_SESSION_SECRETS: '',
    PEDIGRAPH_LOG_LEVEL: 'warn',
    PORT: '1',
  });
});
