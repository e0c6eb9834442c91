import { expect, test } from 'vitest';
import { openTracing } from '#platform/tracing/open-tracing.js';
import { traced, tracer } from '#platform/tracing/tracer.js';
import { type OtlpReceiver, type ReceivedSpan, receiveTraces } from '../support/otlp-receiver.js';
import { createTestGraph, NO_CACHES } from '../support/test-graph.js';
import { serveLibrary } from './serve-library.js';
import { serveDistributed } from './serve-over-http.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const GOOD = `00-${TRACE}-${PARENT}-01`;
const [INTERNAL, SERVER, CLIENT] = [1, 2, 3];

/** What is told while the work is done, once it was sent. */
async function spansOf(receiver: OtlpReceiver, work: () => Promise<unknown>): Promise<readonly ReceivedSpan[]> {
  const tracing = openTracing({ endpoint: receiver.endpoint, serviceName: 'under-test' });
  try {
    await work();
  } finally {
    await tracing[Symbol.asyncDispose]();
  }
  return receiver.spans;
}

/** The names from a span up to the outermost. */
function pathOf(span: ReceivedSpan, spans: readonly ReceivedSpan[]): readonly string[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return [span.name, ...(parent === undefined ? [] : pathOf(parent, spans))];
}

test('a request is one trace from the gateway to each SQL statement, below the span of the client', async () => {
  await using receiver = await receiveTraces();
  const spans = await spansOf(receiver, async () => {
    await using graph = await createTestGraph(NO_CACHES);
    await fetch(graph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent: GOOD },
      body: JSON.stringify({ query: 'query Shown { models(first: 1) { nodes { name } } }' }),
    }).then((answer) => answer.text());
  });
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
  expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(['under-test']));
  const outermost = spans.find(({ parentSpanId }) => parentSpanId === PARENT);
  expect(outermost).toMatchObject({
    name: 'POST /graphql',
    kind: SERVER,
    attributes: { 'http.request.method': 'POST', 'http.route': '/graphql', 'http.response.status_code': 200 },
  });
  expect(spans.find(({ name }) => name === 'query')).toMatchObject({
    kind: INTERNAL,
    attributes: { 'graphql.operation.type': 'query', 'graphql.operation.name': 'Shown' },
  });
  // Before the operation it is read who asks, and whether that still holds.
  const sql = spans.filter(
    (span) => span.attributes['db.system.name'] === 'postgresql' && pathOf(span, spans).includes('query'),
  );
  expect(sql).not.toEqual([]);
  for (const statement of sql) {
    expect(statement).toMatchObject({ kind: CLIENT, attributes: { 'db.operation.name': 'SELECT' } });
    expect(pathOf(statement, spans)).toEqual([statement.name, 'subgraph models', 'query', 'POST /graphql']);
  }
  expect(receiver.text).not.toMatch(/SELECT [^"]*,/); // no text of a statement
});

test('between processes a subgraph continues the trace that its gateway sends along', async () => {
  await using receiver = await receiveTraces();
  const spans = await spansOf(receiver, async () => {
    await using library = await serveDistributed();
    await library.ask('{ books { author { name } } }', { traceparent: GOOD, tracestate: 'vendor=a-secret-of-it' });
  });
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
  const served = spans.filter(({ name, kind }) => name === 'POST /graphql' && kind === SERVER);
  expect(served.map((span) => pathOf(span, spans)).sort((a, b) => a.length - b.length)).toEqual([
    ['POST /graphql'],
    ['POST /graphql', 'POST', 'subgraph books', 'query', 'POST /graphql'],
    ['POST /graphql', 'POST', 'subgraph authors', 'query', 'POST /graphql'],
  ]);
  expect(receiver.text).not.toContain('a-secret-of-it');
});

test.each([
  ['nothing', undefined],
  ['no hex', `00-${'x'.repeat(32)}-${PARENT}-01`],
  ['zeros', `00-${'0'.repeat(32)}-${PARENT}-01`],
  ['another length', `00-${TRACE}00-${PARENT}-01`],
  ['the forbidden version', `ff-${TRACE}-${PARENT}-01`],
  ['upper case', GOOD.toUpperCase()],
  ['a megabyte less', 'x'.repeat(8_000)],
  ['more than it should', `${GOOD}; drop table`],
  ['two of them', `${GOOD}, 00-${'1'.repeat(32)}-${PARENT}-01`],
])('a traceparent of %s begins a trace of its own', async (_, traceparent) => {
  await using receiver = await receiveTraces();
  const spans = await spansOf(receiver, async () => {
    await using server = await serveLibrary();
    await server.ask('{ asker }', {}, traceparent === undefined ? {} : { traceparent });
  });
  const [span] = spans.filter(({ kind }) => kind === SERVER);
  expect(span).toMatchObject({ name: 'POST /graphql', traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  expect(span?.parentSpanId ?? '').toBe('');
  expect(span?.traceId).not.toBe(TRACE);
});

test('what fails is told by its code and never by its message', async () => {
  await using receiver = await receiveTraces();
  const spans = await spansOf(receiver, async () => {
    await using server = await serveLibrary();
    await server.ask('{ breaks }');
    await server.fetch('/nothing/a-secret-path');
  });
  expect(spans.find(({ name }) => name === 'query')).toMatchObject({
    isError: true,
    attributes: { 'error.type': expect.stringMatching(/^\w+$/) },
  });
  expect(receiver.text).not.toContain('a-secret-path');
  expect(receiver.text).not.toContain('breaks');
});

test('without a receiver nothing is traced, and nothing of it stands between', async () => {
  expect(tracer()).toBeUndefined();
  const answer = Promise.resolve(1);
  expect(traced('work', 'internal', {}, () => answer)).toBe(answer);
});

test('a receiver that is away keeps no request and no end waiting', async () => {
  const gone = await receiveTraces();
  await gone[Symbol.asyncDispose]();
  await spansOf(gone, async () => {
    await using server = await serveLibrary();
    expect((await server.ask('{ asker }')).status).toBe(200);
  });
});
