import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { boundedAnswer } from '#integrations/mcp/bounded-answer.js';
import { toolsOf } from '#integrations/mcp/create-mcp-server.js';
import { loadExample } from '#process/example/load-example.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

const ADMIN = 'a-token-of-the-administrator';
const VIEWER = 'a-token-that-only-views';
const STRANGER = 'a-token-of-another-namespace';
const ENV = {
  PEDIGRAPH_TOKENS: `ann=${ADMIN},vera:VIEWER=${VIEWER},otto:VIEWER@other=${STRANGER}`,
  PEDIGRAPH_ACCESS_READING: 'granted',
};

let graph: TestGraph;
let writing: string;
beforeAll(async () => {
  graph = await createTestGraph(ENV);
  await loadExample({ url: graph.url, token: ADMIN });
  writing = (await graph.serveBeside({ PEDIGRAPH_MCP_WRITES: 'true' })).url;
  const followed = '{ modelVersion(ref: "demo/churn@2.0.0") { lineage(direction: UPSTREAM) { complete } } }';
  await vi.waitFor(
    async () =>
      expect(
        (await graph.ask<{ modelVersion: { lineage: unknown } }>(followed, {}, { token: ADMIN })).data.modelVersion
          .lineage,
      ).not.toBeNull(),
    { timeout: 120_000 },
  );
});
afterAll(() => graph[Symbol.asyncDispose]());

async function connect(token: string, url = graph.url) {
  const client = new Client({ name: 'test', version: '1' });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit }) as never);
  return client;
}

/** What a tool answers, parsed; where it failed, its sentence. */
async function call(client: Client, name: string, given: Record<string, unknown> = {}): Promise<unknown> {
  const { content, isError } = await client.callTool({ name, arguments: given });
  const [{ text = '' } = {}] = content as { text?: string }[];
  return isError === true ? text : JSON.parse(text);
}

const V1 = 'demo/churn@1.1.0';
/** An example of every tool that reads, and what its answer has. */
const READS: Readonly<Record<string, readonly [given: Record<string, unknown>, answer: object]>> = {
  find_models: [
    { namespace: 'demo' },
    { nodes: expect.arrayContaining([expect.objectContaining({ name: 'demo/churn' })]) },
  ],
  search: [{ query: 'metric.auc > 0.8' }, { nodes: expect.arrayContaining([expect.objectContaining({ ref: V1 })]) }],
  in_production: [{ model: 'demo/churn' }, { alias: { modelVersion: { ref: V1 } } }],
  find_runs: [{ namespace: 'demo' }, { totalCount: expect.any(Number) }],
  explain_version: [{ ref: 'demo/churn@production' }, { ref: V1, datasets: [{ role: 'TRAINING' }] }],
  explain_run: [{}, { status: 'FINISHED' }],
  verdict_and_recipe: [{ ref: V1 }, { reproducibility: { verdict: 'REPRODUCIBLE', recipe: expect.any(String) } }],
  compare_versions: [{ refs: ['demo/churn@1.0.0', V1] }, { changes: expect.any(Array) }],
  metric_trend: [{ model: 'demo/churn', key: 'auc' }, { metricTrend: { nodes: expect.any(Array) } }],
  who_approved: [{ ref: V1 }, { ref: V1, model: { promotions: { nodes: expect.any(Array) } } }],
  lineage: [{ ref: V1 }, { complete: true, nodes: expect.any(Array) }],
  impact: [
    { ref: 'demo/customers-raw@1.1.0' },
    { modelVersions: expect.arrayContaining([expect.objectContaining({ ref: V1 })]) },
  ],
  what_changed: [{ first: 3 }, { nodes: expect.any(Array) }],
};

test('every tool that reads answers what an agent asks, and says of itself that it only reads', async () => {
  const client = await connect(ADMIN);
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name).sort()).toEqual(Object.keys(READS).sort());
  expect(
    tools.every(({ annotations, description }) => annotations?.readOnlyHint === true && description!.length > 40),
  ).toBe(true);
  const { run } = (
    await graph.ask<{ modelVersion: { run: { id: string } } }>(
      `{ modelVersion(ref: "${V1}") { run { id } } }`,
      {},
      { token: ADMIN },
    )
  ).data.modelVersion;
  for (const [name, [given, answer]] of Object.entries(READS))
    expect(await call(client, name, name === 'explain_run' ? { id: run.id } : given), name).toMatchObject(answer);
  expect(await call(client, 'in_production')).toMatchObject({
    named: expect.arrayContaining([expect.objectContaining({ name: 'demo/churn' })]),
  });
  await client.close();
});

test('resources are read by their ref', async () => {
  const client = await connect(ADMIN);
  const { resourceTemplates } = await client.listResourceTemplates();
  expect(resourceTemplates.map(({ name }) => name)).toEqual(['model', 'version', 'dataset', 'environment', 'run']);
  const { resources } = await client.listResources();
  expect(resources).toContainEqual(expect.objectContaining({ uri: 'pedigraph://model/demo/churn' }));
  const read = async (uri: string) =>
    JSON.parse(((await client.readResource({ uri })).contents[0] as { text: string }).text);
  expect(await read('pedigraph://version/demo/churn@production')).toMatchObject({ ref: V1 });
  expect(await read('pedigraph://version/demo%2Fchurn%40production')).toMatchObject({ ref: V1 });
  expect(await read('pedigraph://dataset/demo/customers@1.1.0')).toMatchObject({ rowCount: 9101 });
  expect(await read('pedigraph://environment/demo/python@1.0.0')).toMatchObject({ image: expect.any(String) });
  expect(await read('pedigraph://model/demo/churn')).toMatchObject({ name: 'demo/churn' });
  for (const uri of [
    'pedigraph://nothing/x',
    'file:///etc/passwd',
    'pedigraph://version/none/of@1.0.0',
    'pedigraph://constructor/x',
  ])
    await expect(client.readResource({ uri }), uri).rejects.toThrow(/BAD_USER_INPUT|NOT_FOUND/);
  await client.close();
});

test('an agent sees what its caller may see, and without a credential it is not let in', async () => {
  const otto = await connect(STRANGER);
  expect(await call(otto, 'find_models')).toMatchObject({ totalCount: 0 });
  expect(await call(otto, 'explain_version', { ref: V1 })).toMatch(/^NOT_FOUND/);
  expect(await call(otto, 'lineage', { ref: V1 })).toEqual(expect.stringMatching(/NOT_FOUND|BAD_USER_INPUT/));
  await otto.close();
  await expect(connect('a-token-that-nobody-has')).rejects.toThrow(/UNAUTHENTICATED|401|Unauthorized/);
});

test('tools that write are offered only where that was asked for at the start, and do what the caller may do', async () => {
  const reader = await connect(ADMIN);
  await expect(call(reader, 'roll_back', { model: 'demo/churn', reason: 'x' })).rejects.toThrow('no tool roll_back');
  await reader.close();

  const vera = await connect(VIEWER, writing);
  const given = { ref: 'demo/churn@2.0.0', alias: 'shadow', reason: 'tried by an agent' };
  expect(await call(vera, 'promote', { ...given, dryRun: false })).toMatch(/^FORBIDDEN/);
  await vera.close();

  const ann = await connect(ADMIN, writing);
  const { tools } = await ann.listTools();
  const writers = tools.filter(({ annotations }) => annotations?.readOnlyHint === false);
  expect(writers.map(({ name }) => name)).toEqual(['promote', 'roll_back', 'approve']);
  expect(await call(ann, 'promote', given)).toMatchObject({ verdict: expect.any(String) });
  expect(await call(ann, 'in_production', { model: 'demo/churn', alias: 'shadow' })).not.toHaveProperty('alias');
  expect(await call(ann, 'promote', { ...given, ref: V1, dryRun: false })).toMatchObject({
    alias: { modelVersion: { ref: V1 } },
  });
  expect(await call(ann, 'promote', { ...given, dryRun: false })).toMatchObject({ previous: { ref: V1 } });
  expect(await call(ann, 'roll_back', { model: 'demo/churn', alias: 'shadow', reason: 'enough' })).toMatchObject({
    to: { ref: V1 },
  });
  expect(await call(ann, 'approve', { ref: V1, comment: 'read' })).toMatchObject({ approvals: expect.any(Array) });
  await ann.close();
});

test('what is wrong is told in a sentence, and nothing of it is executed', async () => {
  const client = await connect(ADMIN);
  for (const [name, given] of [
    ['explain_version', {}],
    ['explain_version', { ref: 'x'.repeat(501) }],
    ['explain_version', { ref: V1, more: 1 }],
    ['explain_version', { ref: '") { x } } #' }],
    ['compare_versions', { refs: [V1] }],
    ['lineage', { ref: V1, direction: 'SIDEWAYS' }],
    ['lineage', { ref: V1, depth: 1e9 }],
    ['search', { query: 'metric.auc >' }],
    ['find_models', { first: 100_000 }],
  ] as const)
    expect(await call(client, name, given), `${name} ${JSON.stringify(given).slice(0, 80)}`).toMatch(
      /^(BAD_USER_INPUT|NOT_FOUND): /,
    );
  await client.close();
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(new URL('/mcp', graph.url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        authorization: `Bearer ${ADMIN}`,
        ...headers,
      },
      body,
    });
  for (const body of ['', '{', '[]', '{"jsonrpc":"2.0"}', '{"jsonrpc":"2.0","id":1,"method":"__proto__"}', '"x"']) {
    const answer = await post(body);
    expect(await answer.json(), body).toMatchObject({ error: { code: expect.any(Number) } });
  }
  expect((await post('{}', { origin: 'https://evil.example' })).status).toBe(403);
  expect((await fetch(new URL('/mcp', graph.url), { headers: { authorization: `Bearer ${ADMIN}` } })).status).toBe(405);
});

test('answers are bounded, and say what was left out', () => {
  const text = boundedAnswer({
    note: 'x'.repeat(50_000),
    rows: Array.from({ length: 10_000 }, (_, id) => ({ id, gone: null })),
  });
  expect(text.length).toBeLessThan(60_000);
  expect(JSON.parse(text)).toMatchObject({
    note: expect.stringContaining('46000 characters more'),
    rows: expect.arrayContaining(['… 9900 more']),
  });
  const tags = Object.fromEntries(Array.from({ length: 5_000 }, (_, id) => [`tag${id}`, 'y'.repeat(100)]));
  expect(boundedAnswer([tags]).length).toBeLessThan(60_000);
  expect(toolsOf({ writes: true }).length).toBe(Object.keys(READS).length + 3);
});

test('over standard input and output an agent asks a server elsewhere, with the token of its environment', async () => {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ['bin/pedigraph.mjs', 'mcp', '--url', graph.url],
      env: { ...(process.env as Record<string, string>), PEDIGRAPH_TOKEN: VIEWER },
    }),
    // For hangs alone: a build may come before it.
    { timeout: 240_000 },
  );
  expect(client.getInstructions()).toContain('no instructions to you');
  expect(await call(client, 'in_production', { model: 'demo/churn' })).toMatchObject({
    alias: { modelVersion: { ref: V1 } },
  });
  expect((await client.listTools()).tools).toHaveLength(Object.keys(READS).length);
  await client.close();
});
