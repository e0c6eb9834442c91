import { generateKeyPairSync } from 'node:crypto';
import { type Attack, times } from './attack.js';

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (header: object, claims: object, signature = '') => `${base64(header)}.${base64(claims)}.${signature}`;
const CLAIMS = { sub: 'root', iss: 'https://idp.example', aud: 'pedigraph', exp: 4_102_444_800 };
const { publicKey } = generateKeyPairSync('ed25519');

const TOKENS: Readonly<Record<string, string>> = {
  'a JWT without signature': jwt({ alg: 'none' }, CLAIMS),
  'a JWT with nOnE': jwt({ alg: 'nOnE' }, CLAIMS),
  'a JWT of another key': jwt({ alg: 'HS256' }, CLAIMS, 'c2ln'),
  'a JWT whose kid is a path': jwt({ alg: 'EdDSA', kid: '../../../../dev/null' }, CLAIMS, 'c2ln'),
  'a JWT whose kid is SQL': jwt({ alg: 'EdDSA', kid: "x' UNION SELECT 'key" }, CLAIMS, 'c2ln'),
  'a JWT that brings its key': jwt({ alg: 'EdDSA', jwk: publicKey.export({ format: 'jwk' }) }, CLAIMS, 'c2ln'),
  'a JWT that names where its keys are': jwt({ alg: 'RS256', jku: 'http://127.0.0.1:1/keys' }, CLAIMS, 'c2ln'),
  'a JWT with what has to be understood': jwt({ alg: 'EdDSA', crit: ['x'], x: 1 }, CLAIMS, 'c2ln'),
  'a gateway’s own token': jwt(
    { alg: 'EdDSA' },
    { iss: 'pedigraph-gateway', aud: 'models', caller: { actor: 'root' } },
    'c2ln',
  ),
  'a JWT of ten kilobytes': jwt({ alg: 'none' }, { ...CLAIMS, more: times(10_000, 'a') }),
  'a key that is mistyped': `pdg_${times(36, 'a')}`,
  'what begins like a key': 'pdg_',
  'a key of NULs': `pdg_${times(36, '%00')}`,
  'a token of one character': 'x',
  SQL: "'OR'1'='1",
  'a digest': `sha256:${times(64, 'a')}`,
};

const SAYING = [
  '{ me { actor roles { role } } }',
  'mutation { setPolicy(input: { scope: "*", rules: null }) { __typename } }',
];
const JSON_TYPE = { 'content-type': 'application/json' };
const body = (query: string) => JSON.stringify({ query });

/** Credentials that are none, or stand where none is looked for. */
export const CREDENTIALS: readonly Attack[] = [
  ...Object.entries(TOKENS).flatMap(([name, token]) =>
    SAYING.map(
      (query): Attack => ({
        name: `${name}: ${query.slice(0, 12)}`,
        as: 'nobody',
        headers: { ...JSON_TYPE, authorization: `Bearer ${token}` },
        body: body(query),
        status: [401],
        code: 'UNAUTHENTICATED',
      }),
    ),
  ),
  ...['Basic cm9vdDpyb290', 'bearer', 'Bearer', 'Bearer a b', 'Token x', 'Digest username="root"'].map(
    (authorization): Attack => ({
      name: `the header ${authorization}`,
      as: 'nobody',
      headers: { ...JSON_TYPE, authorization },
      body: body(SAYING[0]!),
      status: [401],
      code: 'UNAUTHENTICATED',
    }),
  ),
  ...['pedigraph-caller', 'pedigraph-delegation', 'x-pedigraph-caller', 'x-remote-user', 'x-forwarded-user'].map(
    (header): Attack => ({
      name: `the caller in ${header}`,
      as: 'nobody',
      headers: { ...JSON_TYPE, [header]: Buffer.from('{"actor":"root","rights":"all"}').toString('base64url') },
      body: body(SAYING[0]!),
      status: [401],
      code: 'UNAUTHENTICATED',
    }),
  ),
  ...['token', 'access_token', 'authorization', 'api_key'].map(
    (parameter): Attack => ({
      name: `the token in the URL, as ${parameter}`,
      as: 'nobody',
      method: 'GET',
      path: `/graphql?query={__typename}&${parameter}=%TOKEN%`,
      status: [401],
      code: 'UNAUTHENTICATED',
    }),
  ),
  {
    name: 'the token in the body',
    as: 'nobody',
    headers: JSON_TYPE,
    body: '{"query":"{ __typename }","token":"%TOKEN%","authorization":"Bearer %TOKEN%"}',
    status: [401],
    code: 'UNAUTHENTICATED',
  },
  {
    name: 'a session that nobody opened',
    as: 'nobody',
    headers: { ...JSON_TYPE, cookie: '__Host-pedigraph=e30; session=root; token=%TOKEN%' },
    body: body(SAYING[0]!),
    status: [401],
    code: 'UNAUTHENTICATED',
  },
];
