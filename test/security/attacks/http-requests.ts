import { gzipSync } from 'node:zlib';
import { type Attack, times } from './attack.js';

const OK = JSON.stringify({ query: '{ __typename }' });
const WRITE = 'mutation { addNote(input: { of: "team/m", text: "x" }) { __typename } }';
const get = (parameters: Record<string, string>) => `/graphql?${new URLSearchParams(parameters)}`;
const plainPost = (type: string, body: string = OK): Partial<Attack> => ({ headers: { 'content-type': type }, body });

/** Requests that are no GraphQL over HTTP, or come by a way that must not write. */
export const HTTP_REQUESTS: readonly Attack[] = [
  ...['/graphql', '/graphql/stream'].flatMap((path): Attack[] => [
    {
      name: `a mutation by GET ${path}`,
      method: 'GET',
      path: `${path}?${new URLSearchParams({ query: WRITE })}`,
      headers: { 'apollo-require-preflight': '1' },
      status: [405],
      code: 'BAD_REQUEST',
    },
    {
      name: `a mutation by HEAD ${path}`,
      method: 'HEAD',
      path: `${path}?${new URLSearchParams({ query: WRITE })}`,
      headers: { 'apollo-require-preflight': '1' },
      status: [404, 405],
    },
    ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''].map(
      (type): Attack => ({ name: `${path} as ${type || 'nothing'}`, path, ...plainPost(type), status: [400, 415] }),
    ),
  ]),
  {
    name: 'a mutation in the URL of a POST',
    path: get({ query: WRITE }),
    ...plainPost('application/json', '{}'),
    status: [400],
  },
  {
    name: 'a GET that says it is a message',
    method: 'GET',
    path: get({ query: '{ __typename }' }),
    headers: { 'content-type': 'message/rfc822' },
    status: [400, 415],
  },
  ...['utf-7', 'utf-32', 'x-garbage'].map(
    (charset): Attack => ({
      name: `JSON in ${charset}`,
      ...plainPost(`application/json; charset=${charset}`),
      status: [400, 415],
    }),
  ),
  {
    name: 'a body that inflates to 49 MB',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: gzipSync(Buffer.alloc(49 * 1024 * 1024, 32)),
    status: [413],
    code: 'PAYLOAD_TOO_LARGE',
  },
  {
    name: 'a body that inflates twice',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip, gzip' },
    body: gzipSync(gzipSync(OK)),
    status: [400, 415],
  },
  {
    name: 'a body that is no gzip',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: OK,
    status: [400],
  },
  {
    name: 'an encoding that nobody has',
    headers: { 'content-type': 'application/json', 'content-encoding': 'compress' },
    body: OK,
    status: [400, 415],
  },
  {
    name: 'a body of 5 MB',
    ...plainPost(
      'application/json',
      JSON.stringify({ query: '{ __typename }', variables: { a: times(5_000_000, 'a') } }),
    ),
    status: [413],
  },
  { name: 'JSON nested a million times', ...plainPost('application/json', times(1_000_000, '[')), status: [400, 413] },
  {
    name: 'JSON of 400,000 values',
    ...plainPost('application/json', `{"query":"{ __typename }","variables":{"a":[${times(400_000, '1,')}1]}}`),
    status: [400, 413],
  },
  { name: 'no JSON', ...plainPost('application/json', '{"query": '), status: [400], code: 'BAD_REQUEST' },
  {
    name: 'no UTF-8',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from('7b227175657279223a22ff227d', 'hex'),
    status: [400],
  },
  { name: 'a batch', ...plainPost('application/json', `[${OK},${OK}]`), status: [400], code: 'BAD_REQUEST' },
  { name: 'nothing', ...plainPost('application/json', ''), status: [400] },
  { name: 'a query that is a number', ...plainPost('application/json', '{"query":1}'), status: [400] },
  {
    name: 'variables that are a list',
    ...plainPost('application/json', '{"query":"{ __typename }","variables":[]}'),
    status: [400],
  },
  {
    name: '__proto__ in the body',
    ...plainPost(
      'application/json',
      '{"query":"{ __typename }","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    ),
    status: [200, 400],
  },
  {
    name: '__proto__ in the variables',
    ...plainPost(
      'application/json',
      '{"query":"query ($a: JSONObject) { ledgerCheckpoint { size } }","variables":{"a":{"__proto__":{"polluted":true}}}}',
    ),
    status: [200, 400],
  },
  {
    name: 'query twice in the URL',
    method: 'GET',
    path: '/graphql?query={__typename}&query={models{totalCount}}',
    status: [400],
  },
  {
    name: 'a foreign Host',
    headers: { 'content-type': 'application/json', host: 'evil.example' },
    body: OK,
    status: [421],
  },
  {
    name: 'a foreign Origin',
    headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
    body: OK,
    status: [403],
  },
  { name: 'the Origin null', headers: { 'content-type': 'application/json', origin: 'null' }, body: OK, status: [403] },
  {
    name: 'a forwarded host and protocol',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '10.0.0.1',
    },
    body: OK,
    status: [200],
  },
  ...['/graphql/', '//graphql', '/%67raphql', '/GraphQL', '/graphql;x', '/graphql/../graphql'].map(
    (path): Attack => ({
      name: `${path} by nobody`,
      as: 'nobody',
      path,
      ...plainPost('application/json'),
      status: [401, 404],
    }),
  ),
  ...['/metrics', '/version', '/graphql', '/graphql/stream', '/auth/session', '/x', '/.well-known/jwks'].map(
    (path): Attack => ({ name: `${path} by nobody`, as: 'nobody', method: 'GET', path, status: [401, 404] }),
  ),
  { name: '/metrics by a contributor', method: 'GET', path: '/metrics', status: [403], code: 'FORBIDDEN' },
  ...['DELETE', 'OPTIONS'].map((method): Attack => ({ name: `${method} /graphql`, method, status: [400, 404, 405] })),
  ...['PUT', 'PATCH'].map(
    (method): Attack => ({ name: `${method} /graphql`, method, ...plainPost('application/json'), status: [404, 405] }),
  ),
  ...[
    '/ide/../../package.json',
    '/ide/..%2f..%2fpackage.json',
    '/ide/%2e%2e/%2e%2e/package.json',
    '/ide/\\..\\package.json',
  ].map((path): Attack => ({ name: `the file ${path}`, method: 'GET', path, status: [400, 401, 404] })),
  ...['a\r\nx: y', 'jndi:ldap://x', '<script>', 'x'.repeat(10_000)].map(
    (id): Attack => ({
      name: `the request id ${JSON.stringify(id.slice(0, 20))}`,
      headers: { 'content-type': 'application/json', 'x-request-id': encodeURIComponent(id) },
      body: OK,
      status: [200, 431],
    }),
  ),
  {
    name: 'a traceparent that is none',
    headers: { 'content-type': 'application/json', traceparent: '00-zz-zz-zz' },
    body: OK,
    status: [200],
  },
  {
    name: 'a header of 100 KB',
    headers: { 'content-type': 'application/json', 'x-long': 'x'.repeat(100_000) },
    body: OK,
    status: [431],
  },
  {
    name: 'persisted: a wrong hash',
    ...plainPost(
      'application/json',
      JSON.stringify({
        query: '{ __typename }',
        extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } },
      }),
    ),
    status: [200, 400],
  },
  {
    name: 'persisted: a hash that is a path',
    ...plainPost(
      'application/json',
      JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: '../../etc/passwd' } } }),
    ),
    status: [200, 400],
  },
];
