import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownersSet } from '#events/annotation.events.js';
import { ANONYMOUS } from '#platform/auth/caller.js';
import { models } from '#subgraphs/models/index.js';
import { digestOf, type Pins, seedPeers } from '../support/seed-peers.js';
import { createTestPeers } from '../support/test-peers.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

const peers = createTestPeers();
let pins: Pins;
let world: TestSubgraph;

beforeAll(async () => {
  pins = await seedPeers(peers);
  world = await openTestSubgraph(models, peers.transportOf);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await peers[Symbol.asyncDispose]();
});

const REGISTER = `mutation ($input: RegisterModelVersionInput!) {
  registerModelVersion(input: $input) { created modelVersion { ref digest } }
}`;

interface Registered {
  readonly registerModelVersion: { readonly created: boolean; readonly modelVersion: { readonly ref: string } };
}

async function register(model: string, content: string): Promise<Registered['registerModelVersion']> {
  const files = ['model.bin', 'tokens.json', 'card.md'].map((path) => ({
    path,
    uri: `s3://acme/${content}/${path}`,
    digest: digestOf(`${content} ${path}`),
    sizeBytes: 1,
  }));
  const { data, errors } = await world.ask<Registered>(REGISTER, {
    input: {
      model,
      artifacts: files,
      datasets: [{ role: 'TRAINING', ref: pins.clean }],
      environment: pins.environment,
      run: pins.run,
    },
  });
  expect(errors).toBeUndefined();
  return data.registerModelVersion;
}

const verbs = () => world.statements().map((sql) => sql.trim().split(/\s+/, 1)[0]);

test('a pinned registration is six statements: lock the name, read what stands, add the version, add to the ledger', async () => {
  await register('cost/known', 'first');
  world.statements();
  expect(await register('cost/known', 'second')).toMatchObject({ created: true });
  const statements = world.statements();
  expect(statements.map((sql) => sql.trim().split(/\s+/, 1)[0])).toEqual([
    'START',
    'SELECT',
    'SELECT',
    'INSERT',
    'SELECT',
    'COMMIT',
  ]);
  expect(statements[1]).toMatch(/FROM "models"."model" WHERE name = \$1 .*pg_advisory_xact_lock/);
  expect(statements[2]).toContain('current_versions'); // read once it is locked
  expect(statements[4]).toContain('append_events');
});

test('a new name costs five statements more, and the same content again none that writes', async () => {
  world.statements();
  await register('cost/new', 'first');
  expect(verbs()).toHaveLength(11);
  expect(await register('cost/new', 'first')).toMatchObject({ created: false });
  expect(verbs()).toEqual(['START', 'SELECT', 'SELECT', 'COMMIT']);
});

test('a write that is still at work does not hold up the writer of another model, and the ledger has both in the order of their commits', async () => {
  const { database } = world.subgraph;
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  let reached = () => {};
  const atWork = new Promise<void>((done) => {
    reached = done;
  });
  const slow = database.transact(ANONYMOUS, async ({ manager, record }) => {
    await manager.query(`INSERT INTO model VALUES (gen_random_uuid(), 'wait/slow', now(), 'test')`);
    record(ownersSet('wait/slow', { kind: 'MODEL', id: uuid(), owners: [] }));
    reached();
    await held;
  });
  await atWork;
  expect(await register('wait/quick', 'content')).toMatchObject({ created: true });
  release();
  await slow;
  const subjects = await database.manager.query<{ subject: string }[]>(
    `SELECT subject FROM ledger_event WHERE subject LIKE 'wait/%' ORDER BY position`,
  );
  expect(subjects.map(({ subject }) => subject)).toEqual(['wait/quick@1.0.0', 'wait/slow']);
});

test('a write whose ledger refuses its event leaves nothing behind', async () => {
  const { database } = world.subgraph;
  const write = database.transact(ANONYMOUS, async ({ manager, record }) => {
    await manager.query(`INSERT INTO model VALUES (gen_random_uuid(), 'half/done', now(), 'test')`);
    record(ownersSet(null as never, { kind: 'MODEL', id: uuid(), owners: [] }));
  });
  await expect(write).rejects.toThrow();
  expect(await database.manager.query(`SELECT FROM model WHERE name = 'half/done'`)).toEqual([]);
  expect(await register('half/next', 'content')).toMatchObject({ created: true });
});
