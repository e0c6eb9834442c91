import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANONYMOUS } from '#platform/auth/caller.js';
import { models } from '#subgraphs/models/index.js';
import { ModelRepository } from '#subgraphs/models/model/model.repository.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

let opened: TestSubgraph;
let id: string;
beforeAll(async () => {
  opened = await openTestSubgraph(models);
  id = await opened.subgraph.database.transact(ANONYMOUS, async ({ manager }) => {
    const [{ id }] = await new ModelRepository(manager).lockReading('shop/ranker', 'test', async () => null);
    return id;
  });
});
afterAll(() => opened[Symbol.asyncDispose]());

/** The ways in which writes lock a model. */
const WAYS: Readonly<Record<string, (manager: EntityManager) => Promise<unknown>>> = {
  'by name, made if missing': (manager) =>
    new ModelRepository(manager).lockReading('shop/ranker', 'test', async () => null),
  'by name': (manager) => new ModelRepository(manager).lockExisting('shop/ranker'),
  'by id': (manager) => new ModelRepository(manager).lockById(id),
};

const PAIRS = Object.keys(WAYS).flatMap((held) => Object.keys(WAYS).map((wanted) => [held, wanted] as const));

test.each(PAIRS)('a model that one write has locked %s is waited for by another that locks it %s', async (a, b) => {
  const { database } = opened.subgraph;
  const order: string[] = [];
  let second: Promise<unknown> | undefined;
  await database.transact(ANONYMOUS, async ({ manager }) => {
    await WAYS[a]!(manager);
    second = database.transact(ANONYMOUS, async (transaction) => {
      await WAYS[b]!(transaction.manager);
      order.push('second');
    });
    const waiting =
      'SELECT count(*)::int AS count FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())';
    await expect.poll(async () => database.manager.query(waiting)).toEqual([{ count: 1 }]);
    order.push('first');
  });
  await second;
  expect(order).toEqual(['first', 'second']);
});

test('a model that is locked holds up no write to another', async () => {
  const { database } = opened.subgraph;
  await database.transact(ANONYMOUS, async ({ manager }) => {
    await WAYS['by id']!(manager);
    await database.transact(ANONYMOUS, (other) =>
      new ModelRepository(other.manager).lockReading('shop/other', 'test', async () => null),
    );
  });
});
