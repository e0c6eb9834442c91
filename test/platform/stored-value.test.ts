import { afterAll, beforeAll, expect, test } from 'vitest';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { fromStored, toStored } from '#platform/idempotency/stored-value.js';
import { Dataset } from '#subgraphs/datasets/dataset/dataset.entity.js';
import { datasets } from '#subgraphs/datasets/index.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(datasets);
});
afterAll(() => subgraph[Symbol.asyncDispose]());

test('what a write returned is what it was when it is read again', () => {
  const value = {
    at: new Date('2026-01-02T03:04:05.678Z'),
    bytes: Buffer.from([0, 255]),
    big: 2n ** 70n,
    numbers: [Number.NaN, -0, Number.POSITIVE_INFINITY, 1e-7],
    nothing: undefined,
    none: null,
    text: 'a\u0000b\ud800',
    map: new Map([[{ key: 1 }, new Set(['x'])]]),
    nested: [[{ 10: 'ten', 9: 'nine', __proto__: null }]],
  };
  const read = fromStored(toStored(value)) as typeof value;
  expect(read).toEqual(value);
  expect(Object.is(read.numbers[1], -0)).toBe(true);
  expect(Buffer.from(read.bytes).equals(value.bytes)).toBe(true);
  expect('nothing' in read).toBe(true);
  expect(fromStored(toStored(undefined))).toBeUndefined();
});

test('a row that was read, and an entity, become objects with the values of their columns', async () => {
  await subgraph.ask('mutation { registerDatasetVersion(input: { dataset: "acme/rows" }) { created } }');
  const { manager } = subgraph.subgraph.database;
  const [row] = await selectRows(manager, Dataset, 'WHERE name = $1', ['acme/rows']);
  const entity = await manager.findOneByOrFail(Dataset, { name: 'acme/rows' });
  const { id, name, createdAt, createdBy } = row!;
  for (const read of fromStored(toStored([row, entity])) as Dataset[])
    expect(read).toEqual({ id, name, createdAt, createdBy });
});

test('what is no value is refused, for a write returns none', () => {
  expect(() => toStored({ call: () => {} })).toThrow('could not be cloned');
});
