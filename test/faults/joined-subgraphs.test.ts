import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, parse, print } from 'graphql';
import { test as everyTest, expect, vi } from 'vitest';
import { freePort } from '#process/distributed/free-port.js';
import { startCost, typeDefs } from '../../examples/your-own-subgraph/typescript/cost.js';
import { type RunningCommand, startCommand } from '../support/running-command.js';

/** They start a store of their own, whatever `DATABASE_URL` says: then another run of the suite has them. */
const test = everyTest.skipIf(process.env['DATABASE_URL'] !== undefined);

const COST = '{ modelVersion(ref: "demo/churn@1.1.0") { ref trainingCost } }';
const OTHERS = '{ modelVersion(ref: "demo/churn@1.1.0") { ref status } }';
const POLL = { PEDIGRAPH_JOIN_POLL_MS: '100' };

/** The example with other SDL, which answers whatever it is asked for with null. */
const changed = (change: (sdl: string) => string): DocumentNode => parse(change(print(typeDefs)));
const schemaOf = (document: DocumentNode) =>
  buildSubgraphSchema([{ typeDefs: document, resolvers: { ModelVersion: { trainingCost: () => 7 } } }]);
const withHours = changed((sdl) => sdl.replace('trainingCost: Float', 'trainingCost: Float trainingHours: Float'));
const withoutCost = changed((sdl) => sdl.replace(/"[^"]*"\s+trainingCost: Float/, 'trainingWatts: Float'));
const withMarking = changed((sdl) =>
  sdl
    .replace('["@key"]', '["@key", "@authenticated"]')
    .replace('@key(fields: "ref")', '@key(fields: "ref") @authenticated'),
);

async function ask(server: RunningCommand, query: string) {
  const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`);
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
  return { etag: response.headers.get('etag'), ...((await response.json()) as { data?: any; errors?: any[] }) };
}

/** Until the server answers so, for it follows a moment behind. */
const becomes = (server: RunningCommand, query: string, expected: object) =>
  vi.waitFor(async () => expect(await ask(server, query)).toMatchObject(expected), { timeout: 60_000, interval: 50 });

const known = { data: { modelVersion: { ref: 'demo/churn@1.1.0', trainingCost: 14 } } };
const unknownField = { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] };
const away = {
  data: { modelVersion: { ref: 'demo/churn@1.1.0', trainingCost: null } },
  errors: [{ path: ['modelVersion'], extensions: { code: 'UNAVAILABLE', subgraph: 'cost' } }],
};

test('a subgraph of one’s own joins the server that runs, dies and comes back; what breaks clients or marks ours is refused; the others’ answers keep their ETag', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'pedigraph-join-'));
  const file = path.join(folder, 'subgraphs');
  const port = await freePort();
  const place = `cost=http://127.0.0.1:${port}/\n`;
  await writeFile(file, '# nobody yet\n');
  await using server = await startCommand(['start'], undefined, { ...POLL, PEDIGRAPH_JOIN_FILE: file });
  const { etag } = await ask(server, OTHERS);
  expect(etag).not.toBeNull();
  await becomes(server, COST, unknownField);

  await writeFile(file, place);
  let cost = await startCost(port);
  await becomes(server, COST, known);
  await becomes(server, '{ dearestModelVersion { ref trainingCost status } }', {
    data: { dearestModelVersion: { ref: 'demo/churn@1.1.0', trainingCost: 14, status: expect.any(String) } },
  });
  // It has no revision: its answers are not cached, and the others' are.
  expect((await ask(server, COST)).etag).toBeNull();
  await becomes(server, OTHERS, { etag });

  await cost.stop();
  await becomes(server, COST, away);
  await becomes(server, OTHERS, { etag });

  for (const [broken, reason] of [
    [withoutCost, 'ModelVersion.trainingCost was removed'],
    [withMarking, 'ModelVersion has @authenticated'],
  ] as const) {
    cost = await startCost(port, schemaOf(broken));
    await vi.waitFor(() => expect(server.output()).toContain(reason), { timeout: 60_000 });
    // The field is served on, whatever stands behind it now.
    await becomes(server, COST, { data: { modelVersion: { ref: 'demo/churn@1.1.0' } } });
    await cost.stop();
  }

  cost = await startCost(port, schemaOf(withHours));
  await becomes(server, '{ modelVersion(ref: "demo/churn@1.1.0") { trainingCost trainingHours } }', {
    data: { modelVersion: { trainingCost: 7, trainingHours: null } },
  });
  await writeFile(file, '');
  await becomes(server, COST, unknownField);
  await becomes(server, OTHERS, { etag });
  await cost.stop();
  await rm(folder, { recursive: true });
});

test('distributed, with fixed ports: it joins both gateways by one flag, dies and comes back', async () => {
  const port = await freePort();
  const first = 20_000 + Math.floor(Math.random() * 12_000);
  const args = ['distributed', '--ports', String(first), '--subgraph', `cost=http://127.0.0.1:${port}/`];
  let cost = await startCost(port);
  await using server = await startCommand(args, undefined, POLL);
  const everyGateway = async (expected: object) => {
    // One connection after the other goes to the next gateway; each is asked by itself as well.
    for (const gateway of [first + 6, first + 7])
      await becomes({ ...server, url: `http://127.0.0.1:${gateway}` }, COST, expected);
    await becomes(server, COST, expected);
  };
  await everyGateway(known);
  await cost.stop();
  await everyGateway(away);
  cost = await startCost(port);
  await everyGateway(known);
  expect((await fetch(`http://127.0.0.1:${first}/health/ready`)).status).toBe(200);
  await cost.stop();
});
