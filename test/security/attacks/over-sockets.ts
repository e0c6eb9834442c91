import { times } from './attack.js';
import { RIGHTS } from './rights.js';
import { SHAPES_OF_DOCUMENTS } from './shapes-of-documents.js';
import { type SocketAttack, subscribe } from './socket-attack.js';

const INIT = { type: 'connection_init' };
const ASKING = subscribe('{ models { totalCount } }');
const FOLLOWING = 'subscription { ledgerEvents { positions } }';

/** Payloads of the first message that prove nobody. */
const NO_CREDENTIALS: Readonly<Record<string, unknown>> = {
  'an object': { authorization: { jwt: '%TOKEN%' } },
  'a list': { authorization: ['Bearer %TOKEN%'] },
  'a number': { authorization: 1 },
  'null in it': { authorization: null },
  'no scheme': { authorization: '%TOKEN%' },
  'another scheme': { authorization: 'Basic %TOKEN%' },
  'a scheme alone': { authorization: 'Bearer' },
  'two tokens': { authorization: 'Bearer %TOKEN% %TOKEN%' },
  'another field': { token: '%TOKEN%', jwt: '%TOKEN%', authToken: 'Bearer %TOKEN%' },
  'a caller': { caller: { actor: 'admin', kind: 'USER', rights: { roles: [{ role: 'ADMIN', namespace: '' }] } } },
  'headers of gateways': { 'pedigraph-caller': 'e30', 'pedigraph-delegation': '%TOKEN%' },
  'a prototype': JSON.parse('{"__proto__":{"authorization":"Bearer %TOKEN%"}}'),
  'headers below': { headers: { authorization: 'Bearer %TOKEN%' } },
  'a token without signature': { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.' },
  'a key that nobody has': { authorization: `Bearer pdg_${times(36, 'a')}` },
  NUL: { authorization: 'Bearer \u0000' },
};

/** Messages that are none of the protocol. */
const NO_MESSAGES: Readonly<Record<string, unknown>> = {
  nothing: '',
  'half of one': '{"type":',
  null: 'null',
  'a list': '[]',
  'a number': '1',
  'an object without type': '{}',
  'a type that is a number': { type: 1 },
  'a type of the older protocol': { id: '1', type: 'start', payload: { query: '{ __typename }' } },
  'the type __proto__': { type: '__proto__' },
  'the type constructor': { type: 'constructor' },
  'an acknowledgement': { type: 'connection_ack' },
  'an answer': { id: '1', type: 'next', payload: { data: {} } },
  'a subscribe without id': { type: 'subscribe', payload: { query: '{ __typename }' } },
  'an empty id': { ...ASKING, id: '' },
  'an id that is a number': { ...ASKING, id: 1 },
  'an id that is an object': { ...ASKING, id: { toString: '1' } },
  'a subscribe without payload': { id: '1', type: 'subscribe' },
  'a payload that is null': { id: '1', type: 'subscribe', payload: null },
  'a payload that is a list': { id: '1', type: 'subscribe', payload: [] },
  'a query that is a number': { id: '1', type: 'subscribe', payload: { query: 1 } },
  'variables that are a text': { id: '1', type: 'subscribe', payload: { query: '{ __typename }', variables: 'x' } },
  'an operation name that is a number': {
    id: '1',
    type: 'subscribe',
    payload: { query: '{ __typename }', operationName: 1 },
  },
  'extensions that are a text': { id: '1', type: 'subscribe', payload: { query: '{ __typename }', extensions: 'x' } },
  'JSON nested 100,000 times': times(100_000, '['),
  bytes: Buffer.from([0xff, 0xfe, 0x00, 0x01]),
};

/** Attacks over WebSocket: the protocol, credentials, sizes, and the same documents and rights as over HTTP. */
export const OVER_SOCKETS: readonly SocketAttack[] = [
  ...[[], ['graphql-ws'], ['soap'], ['GRAPHQL-TRANSPORT-WS'], ['graphql-ws', 'soap']].map(
    (protocols): SocketAttack => ({
      name: `the subprotocols [${protocols}]`,
      protocols,
      status: [400, 406],
      closed: [4406, 1006],
    }),
  ),
  ...['https://evil.example', 'null', 'http://localhost.evil.example'].map(
    (origin): SocketAttack => ({ name: `a socket from a page of ${origin}`, headers: { origin }, status: [403] }),
  ),
  { name: 'a socket under a foreign Host', headers: { host: 'evil.example' }, status: [403, 421] },
  ...['/', '/graphql/stream', '/graphql/x', '/mlflow', '/version', '/health/ready', '/auth/login'].map(
    (path): SocketAttack => ({ name: `a socket at ${path}`, path, status: [400, 401, 403, 404, 426], closed: [1006] }),
  ),
  { name: 'a socket of nobody', as: 'nobody', send: [ASKING], closed: [4403] },
  ...Object.entries(NO_CREDENTIALS).map(
    ([name, init]): SocketAttack => ({ name: `a first message with ${name}`, init, closed: [4400, 4403] }),
  ),
  ...[[], 'text', 1, true].map(
    (init): SocketAttack => ({ name: `the payload ${JSON.stringify(init)} first`, init, closed: [4400, 4403] }),
  ),
  { name: 'a socket on which nothing is sent', init: null, closed: [4408] },
  ...['{ __typename }', 'mutation { addNote(input: { of: "team/m", text: "x" }) { __typename } }', FOLLOWING].map(
    (query): SocketAttack => ({
      name: `before the first message: ${query.slice(0, 20)}`,
      init: null,
      send: [subscribe(query)],
      closed: [4401],
    }),
  ),
  { name: 'two first messages', send: [INIT], closed: [4429] },
  { name: 'a hundred first messages', send: Array(100).fill(INIT), closed: [4429] },
  { name: 'a first message of 2 MB', init: { text: times(2_000_000, 'a') }, closed: [1009] },
  { name: 'an operation of 2 MB', send: [subscribe(`{ __typename } #${times(2_000_000, 'a')}`)], closed: [1009] },
  ...Object.entries(NO_MESSAGES).map(
    ([name, message]): SocketAttack => ({ name: `as a message, ${name}`, send: [message], closed: [4400] }),
  ),
  { name: 'one id twice', send: [subscribe(FOLLOWING), subscribe(FOLLOWING)], closed: [4409] },
  {
    name: 'a long id twice',
    send: [subscribe(FOLLOWING, undefined, 'x'.repeat(200)), subscribe(FOLLOWING, undefined, 'x'.repeat(200))],
    closed: [4409],
  },
  {
    name: 'two hundred subscriptions',
    send: Array.from({ length: 200 }, (_, id) => subscribe(FOLLOWING, undefined, `${id}`)),
    code: 'RATE_LIMITED',
  },
  {
    name: 'what is hidden, by name',
    send: [subscribe('{ model(name: "vault/m") { name } dataset(name: "vault/d") { name } }')],
    hides: /"name":"vault/,
  },
  {
    name: 'what is hidden, by search',
    send: [
      subscribe('{ search(query: "vault") { totalCount nodes { name } } ledger(first: 100) { nodes { subject } } }'),
    ],
    hides: /vault\//,
  },
  ...(['viewer', 'contributor', 'maintainer'] as const).map(
    (as): SocketAttack => ({
      name: `every event, to a ${as}`,
      as,
      send: [subscribe('subscription { ledgerEvents(after: { models: 0 }) { entries { subject payload } } }')],
      gives: /ledgerEvents/,
      hides: /vault\//,
    }),
  ),
  ...[...SHAPES_OF_DOCUMENTS, ...RIGHTS].flatMap(({ name, as, query, variables, code }): SocketAttack[] =>
    query === undefined || code === undefined
      ? []
      : [{ name: `${name}, over a socket`, ...(as && { as }), send: [subscribe(query, variables)], code }],
  ),
];
