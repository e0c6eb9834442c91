import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const REGISTER =
  'mutation ($input: RegisterModelVersionInput!) { registerModelVersion(input: $input) { modelVersion { config } } }';
const SEARCH =
  'query ($query: String!, $atLeast: JSONObject) { search(query: $query, atLeast: $atLeast) { totalCount } }';
/** JSON as a client writes it, with a number that `JSON.stringify` could not. */
const variables = (number: string) => `{"input":{"model":"k/big","config":{"a":[{"seed":${number}}]}}}`;
const PATH = ['variables', 'input', 'config', 'a', 0, 'seed'];
const NUMBERS = ['12345678901234567890', '9007199254740993', '1e400', '-1E400', '1e-400'];

interface Told {
  readonly data?: unknown;
  readonly errors?: readonly { message: string; extensions: { code: string; path?: unknown } }[];
}

async function post(body: string, { path = '', accept = 'application/json' } = {}) {
  const headers = { 'content-type': 'application/json', accept };
  const response = await fetch(`${graph.url}${path}`, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}

function expectRefused({ errors }: Told, path: unknown): void {
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', path } }]);
}

describe.each(NUMBERS)('%s is refused with its path', (number) => {
  test('in the variables of a body, and nothing is written', async () => {
    const { status, text } = await post(`{"query":${JSON.stringify(REGISTER)},"variables":${variables(number)}}`);
    expect(status).toBe(200);
    expectRefused(JSON.parse(text), PATH);
    expect(text).toContain('variables.input.config.a[0].seed');
    const { data } = await graph.ask('{ model(name: "k/big") { name } }');
    expect(data).toEqual({ model: null });
  });

  test('in the extensions of a body, beside a hash too', async () => {
    const sha256Hash = createHash('sha256').update('{ __typename }').digest('hex');
    const extensions = `{"persistedQuery":{"version":1,"sha256Hash":"${sha256Hash}"},"trace":[${number}]}`;
    const { text } = await post(`{"query":"{ __typename }","extensions":${extensions}}`);
    expectRefused(JSON.parse(text), ['extensions', 'trace', 0]);
  });

  test('in a URL', async () => {
    const search = new URLSearchParams({ query: SEARCH, variables: `{"query":"","atLeast":{"models":${number}}}` });
    const headers = { 'apollo-require-preflight': 'true' };
    const answer = (await (await fetch(`${graph.url}?${search}`, { headers })).json()) as Told;
    expectRefused(answer, ['variables', 'atLeast', 'models']);
    const more = new URLSearchParams({ query: '{ __typename }', extensions: `{"a":${number}}` });
    expectRefused((await (await fetch(`${graph.url}?${more}`, { headers })).json()) as Told, ['extensions', 'a']);
  });

  test('in a stream of events', async () => {
    const query = 'subscription ($after: JSONObject) { ledgerEvents(after: $after) { positions } }';
    const { text } = await post(`{"query":${JSON.stringify(query)},"variables":{"after":{"models":${number}}}}`, {
      path: '/stream',
    });
    expect(text).toContain('variables.after.models');
    expect(text).toContain('BAD_USER_INPUT');
  });

  test('in a message of a socket, which goes on for others', async () => {
    const raw = new WebSocket(graph.url.replace('http', 'ws'), 'graphql-transport-ws');
    await new Promise((resolve) => raw.once('open', resolve));
    const next = () =>
      new Promise<Told & { payload: unknown }>((resolve) =>
        raw.once('message', (data) => resolve(JSON.parse(String(data)))),
      );
    raw.send('{"type":"connection_init"}');
    await next();
    const query = JSON.stringify(
      'query ($q: String!, $a: JSONObject) { search(query: $q, atLeast: $a) { totalCount } }',
    );
    raw.send(
      `{"id":"1","type":"subscribe","payload":{"query":${query},"variables":{"q":"","a":{"models":${number}}}}}`,
    );
    expect(await next()).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'BAD_USER_INPUT', path: ['variables', 'a', 'models'] } }],
    });
    raw.send(`{"id":"2","type":"subscribe","payload":{"query":${query},"variables":{"q":"","a":{"models":0}}}}`);
    expect(await next()).toMatchObject({ type: 'next', payload: { data: { search: { totalCount: 0 } } } });
    raw.close();
  });

  test('in the document', async () => {
    const config = `{a: [{seed: ${number}}]}`;
    const document = `mutation { registerModelVersion(input: { model: "k/big", config: ${config} }) { created } }`;
    expectRefused(await graph.ask(document), PATH.with(0, 'registerModelVersion'));
    expectRefused(
      await graph.ask(`query ($a: JSONObject = {models: ${number}}) { search(query: "", atLeast: $a) { totalCount } }`),
      ['$a', 'models'],
    );
  });
});

test('a metric value beyond a double is refused however it is written; Infinity in words is one', async () => {
  const { data } = await graph.ask<{ startRun: { run: { id: string } } }>(
    'mutation { startRun(input: { experiment: "k/run", name: "a" }) { run { id } } }',
  );
  const { id } = data.startRun.run;
  const log = (value: string) =>
    `mutation { logMetrics(input: { run: "${id}", metrics: [{ key: "m", value: ${value} }] }) { accepted } }`;
  expectRefused(await graph.ask(log('1e400')), ['logMetrics', 'input', 'metrics', 0, 'value']);
  expect(await graph.ask(log('"Infinity"'))).toEqual(
    expect.objectContaining({ data: { logMetrics: { accepted: 1 } } }),
  );
});

test('text, whole numbers to 2^53 and doubles come back as they were sent', async () => {
  const config =
    '{"a":9007199254740992,"b":-9007199254740992,"c":"12345678901234567890","d":1e+21,"e":100000000000000000000,"f":5e-324,"g":0.1}';
  const body = `{"query":${JSON.stringify(REGISTER)},"variables":{"input":{"model":"k/exact","config":${config}}}}`;
  const { text } = await post(body);
  expect(text).toContain(`{"data":{"registerModelVersion":{"modelVersion":{"config":${config}}}}`);
});

test('a client that knows GraphQL answers by their media type is told by the status too', async () => {
  const accept = 'application/graphql-response+json, application/json';
  const { status } = await post(`{"query":${JSON.stringify(REGISTER)},"variables":${variables('1e400')}}`, { accept });
  expect(status).toBe(400);
});
