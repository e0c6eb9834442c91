import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { createLogger } from '#platform/server/logger.js';
import { serveSupergraph } from '#process/serve-supergraph.js';
import { createLibrary } from '../gateway/library-subgraphs.js';
import { type OtlpReceiver, receiveTraces } from '../support/otlp-receiver.js';
import { freshFolder, type RunningCommand, runCommand, startCommand } from '../support/running-command.js';
import { testConfig } from '../support/test-config.js';

/** What no log, metric, trace or answer may hold: a secret in each place where one may stand. */
const CANARY = 'canary-7f3a';
const secret = (place: string) => `${CANARY}-${place}-of-some-length`;
const ANN = secret('token');
const METRICS = secret('metrics');
const JSON_TYPE = { 'content-type': 'application/json' };

/** What came back for a request, as text. */
async function answerTo(url: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(url, init);
  return `${JSON.stringify([...response.headers])}\n${await response.text()}`;
}

/** Sends a secret in every place of a request; resolves to all that was answered but what repeats the client's input. */
async function sendSecrets(base: string): Promise<readonly string[]> {
  const ann = { authorization: `Bearer ${ANN}` };
  const post = (body: unknown, headers: Record<string, string> = {}) => ({
    method: 'POST',
    headers: { ...JSON_TYPE, ...ann, ...headers },
    body: JSON.stringify(body),
  });
  const headers = Object.fromEntries(
    ['cookie', 'x-api-key', 'proxy-authorization', 'tracestate', 'baggage', 'pedigraph-caller', 'x-forwarded-for'].map(
      (name) => [name, `${name}=${secret(name)}`],
    ),
  );
  const url = `${base}/graphql`;
  const search = `access_token=${secret('query')}&token=${secret('query')}`;
  const answers = [
    await answerTo(url, post({ query: '{ models(first: 1) { nodes { name } } }' }, headers)),
    await answerTo(url, {
      method: 'POST',
      headers: { ...JSON_TYPE, authorization: `Bearer ${secret('bearer')}` },
      body: '{}',
    }),
    await answerTo(url, {
      method: 'POST',
      headers: { ...JSON_TYPE, authorization: `Basic ${secret('basic')}` },
      body: '{}',
    }),
    await answerTo(`${url}?${search}&query={__typename}`, { headers: ann }),
    await answerTo(`${url}?${search}`, { headers: { ...ann, 'x-request-id': `\r${'x'.repeat(200)}`.trim() } }),
    await answerTo(`${base}/nothing?${search}`, { headers: ann }),
    await answerTo(`${base}/metrics?${search}`, { headers: { authorization: `Bearer ${METRICS}` } }),
    await answerTo(`${base}/health/ready?${search}`, { headers }),
    await overSocket(base, { authorization: `Bearer ${secret('init')}`, token: secret('init') }),
  ];
  // These repeat to the client what it has sent: what is wrong with a value is said of the value.
  const value = secret('variable');
  const repeated: unknown[] = [
    { query: 'query ($ref: String!) { modelVersion(ref: $ref) { ref } }', variables: { ref: `${value}/x@1.0.0` } },
    { query: 'query ($first: Int!) { models(first: $first) { totalCount } }', variables: { first: value } },
    { query: `{ modelVersion(ref: "${value}@1.0.0") { ref } nothing }` },
    {
      query: 'mutation ($i: RegisterEnvironmentVersionInput!) { registerEnvironmentVersion(input: $i) { created } }',
      variables: { i: { environment: `${CANARY}/python`, os: value, variables: [{ name: 'PASSWORD', value }] } },
    },
    {
      query: 'mutation ($i: RegisterEnvironmentVersionInput!) { registerEnvironmentVersion(input: $i) { created } }',
      variables: { i: { environment: `${CANARY}/python`, os: value } },
    },
    { query: '{', variables: { value }, extensions: { value } },
  ];
  for (const body of repeated) await answerTo(url, post(body));
  return answers;
}

/** The reason with which a socket is closed, or what it is told. */
function overSocket(base: string, payload: object): Promise<string> {
  const socket = new WebSocket(`${base.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
  return new Promise((resolve) => {
    socket.once('message', (data) => resolve(String(data)));
    socket.once('close', (code, reason) => resolve(`${code} ${reason}`));
  });
}

/** The lines that hold a secret; cut, for people. */
const leaking = (text: string) =>
  text.split('\n').flatMap((line) => (line.includes(CANARY) ? [line.slice(0, 300)] : []));

describe.each(['start', 'distributed'])('pedigraph %s, logging all it can', (command) => {
  let server: RunningCommand;
  let receiver: OtlpReceiver;
  let answers: readonly string[];
  let metrics: string;
  beforeAll(async () => {
    receiver = await receiveTraces();
    server = await startCommand([command, '--empty'], freshFolder(), {
      PEDIGRAPH_LOG_LEVEL: 'trace',
      PEDIGRAPH_TOKENS: `ann=${ANN}`,
      PEDIGRAPH_METRICS_TOKEN: METRICS,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
    });
    answers = await sendSecrets(server.url);
    metrics = await answerTo(`${server.url}/metrics`, { headers: { authorization: `Bearer ${METRICS}` } });
    await server.stop();
  });
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
    await receiver?.[Symbol.asyncDispose]();
  });

  test('answers no secret that it was sent', () => {
    expect(answers.filter((text) => text.includes('models')).length).toBeGreaterThan(0);
    expect(answers.flatMap(leaking)).toEqual([]);
  });

  test('logs none', () => {
    expect(server.output()).toMatch(/operation/);
    expect(leaking(server.output())).toEqual([]);
  });

  test('counts none', () => {
    expect(metrics).toContain('http_server_request_duration_seconds');
    expect(leaking(metrics)).toEqual([]);
  });

  test('traces none', () => {
    expect(receiver.spans.map(({ name }) => name)).toContain('POST /graphql');
    expect(leaking(receiver.text)).toEqual([]);
  });
});

test('a password of the database is in no message of a command that cannot reach it', async () => {
  const DATABASE_URL = `postgres://ann:${secret('password')}@127.0.0.1:1/none`;
  for (const args of [['start', '--port', '0'], ['verify'], ['doctor'], ['doctor', '--json'], ['catalog', 'rebuild']]) {
    const { code, output } = await runCommand(args, { DATABASE_URL, PEDIGRAPH_LOG_LEVEL: 'trace' });
    expect([args, code]).toEqual([args, 1]);
    expect(leaking(output)).toEqual([]);
  }
  const { code, output } = await runCommand(['start'], {
    DATABASE_URL: `mysql://ann:${secret('password')}@127.0.0.1/none`,
    PEDIGRAPH_TOKEN: 'short',
    PEDIGRAPH_TOKENS: `ann ${secret('token')}`,
    PEDIGRAPH_GATEWAY_KEY: secret('key'),
    PEDIGRAPH_METRICS_OPEN: 'maybe',
  });
  expect(code).toBe(2);
  expect(leaking(output)).toEqual([]);
});

test("what somebody else's subgraph says in an error goes to no client, and nothing but its message into the log", async () => {
  const bodies = [
    `{"errors":[{"message":"password=${secret('message')}","extensions":{"code":"X","token":"${secret('extension')}"}}]}`,
    `{"data":null,"errors":[{"message":"${secret('message')}","extensions":{"exception":{"stacktrace":["${secret('stack')}"]}}}]}`,
    `<html>${secret('page')}</html>`,
    `{"errors":"${secret('shape')}"}`,
    `{"data":{"books":"${secret('value')}"}}`,
    `{"data":{"books":[{"title":{"is":"${secret('inner')}"}}]}}`,
    `{"data":{"books":[["${secret('item')}"]]}}`,
  ];
  let body = '';
  let status = 200;
  const foreign = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'set-cookie': secret('cookie') }).end(body);
  }).listen(0, '127.0.0.1');
  await once(foreign, 'listening');
  const url = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/graphql`;
  const lines: string[] = [];
  const logger = createLogger({ logLevel: 'trace' }, { write: (line) => void lines.push(line) });
  const config = testConfig();
  const supergraphSdl = createLibrary().supergraph({ books: url, authors: url });
  const gateway = await serveSupergraph({ supergraphSdl, config, logger });
  try {
    for (status of [200, 500]) {
      for (body of bodies) {
        const query = JSON.stringify({ query: '{ books { title } }' });
        const answer = await answerTo(`${gateway.url}/graphql`, { method: 'POST', headers: JSON_TYPE, body: query });
        expect(leaking(answer), body).toEqual([]);
      }
    }
    const log = lines.join('');
    expect(log).toMatch(/operation/);
    // Its message is for whoever runs the gateway.
    expect(leaking(log.replaceAll(secret('message'), ''))).toEqual([]);
  } finally {
    await gateway.close();
    foreign.close();
    foreign.closeAllConnections();
  }
});
