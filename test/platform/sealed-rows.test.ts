import type { EntityMetadata } from 'typeorm';
import { expect, test } from 'vitest';
import { DataRow } from '#platform/database/driver/data-row.js';
import { rowShape } from '#platform/database/rows/row-shape.js';
import { createIdLoader } from '#platform/loading/loader.js';
import { createRefLoader } from '#platform/loading/ref-loader.js';
import { createSealedRows } from '#platform/loading/sealed-rows.js';

const ID = '0190a0a0-0000-7000-8000-000000000001';

/** A table of one's own that counts what is read of it. */
function createTable(maxBytes: number) {
  const sealedRows = createSealedRows(maxBytes);
  const rows = new Map<string, { readonly id: string; readonly text: string }>();
  const read: string[] = [];
  /** Loaders as a request has them. */
  const request = (current: () => Promise<unknown> | undefined = () => undefined) => {
    const its = sealedRows.forRequest(current);
    const byId = createIdLoader(
      async (ids) => {
        read.push(...ids);
        return ids.flatMap((id) => rows.get(id) ?? []);
      },
      (row) => row.id,
      its.of<{ readonly id: string; readonly text: string }>('row'),
    );
    const byRef = createRefLoader(
      async (refs) => {
        read.push(...refs);
        return new Map(refs.map((ref) => [ref, ID]));
      },
      byId,
      its.of('ref'),
    );
    return { byId, byRef };
  };
  return { rows, read, request, clear: () => sealedRows.clear() };
}

test('a sealed row is read once, whoever asks and in whichever case', async () => {
  const { rows, read, request } = createTable(10_000);
  rows.set(ID, { id: ID, text: 'sealed' });
  for (const id of [ID, ID.toUpperCase(), ID])
    expect(await request().byId.load(id)).toEqual({ id: ID, text: 'sealed' });
  expect(read).toEqual([ID]);
});

test('that there is no row is asked each time, until there is one', async () => {
  const { rows, read, request } = createTable(10_000);
  for (let time = 0; time < 2; time++) expect(await request().byId.load(ID)).toBeNull();
  rows.set(ID, { id: ID, text: 'late' });
  expect(await request().byId.load(ID)).toMatchObject({ text: 'late' });
  expect(read).toEqual([ID, ID, ID]);
});

test('what a version or a digest selects is kept; where an alias stands, what is latest and a number are asked each time', async () => {
  const { rows, read, request } = createTable(10_000);
  rows.set(ID, { id: ID, text: 'sealed' });
  const digest = `a/b@sha256:${'0'.repeat(64)}`;
  for (let time = 0; time < 2; time++) {
    for (const ref of ['a/b@1.0.0', digest, 'a/b@production', 'a/b@latest', 'a/b@3']) {
      expect(await request().byRef.load(ref)).toMatchObject({ id: ID });
    }
  }
  expect(read).toEqual([
    'a/b@1.0.0',
    ID,
    digest,
    'a/b@production',
    'a/b@latest',
    'a/b@3',
    'a/b@production',
    'a/b@latest',
    'a/b@3',
  ]);
});

test('memory stays below what it may be: what was looked at last stays', async () => {
  const { rows, read, request } = createTable(10_000);
  const ids = Array.from({ length: 100 }, (_, index) => ID.slice(0, -3) + String(index).padStart(3, '0'));
  for (const id of ids) rows.set(id, { id, text: 'x'.repeat(500) });
  for (const id of ids) await request().byId.load(id);
  read.length = 0;
  await request().byId.load(ids[99]!);
  expect(read).toEqual([]);
  await request().byId.load(ids[0]!);
  expect(read).toEqual([ids[0]]);
});

test('what is kept is given once the store was looked at since the request came, and not where its past is another', async () => {
  const { rows, read, request, clear } = createTable(10_000);
  rows.set(ID, { id: ID, text: 'lost' });
  await request().byRef.load('a/b@1.0.0');
  rows.set(ID, { id: ID, text: 'other' });
  const { byRef } = request(async () => clear());
  read.length = 0;
  expect(await byRef.load('a/b@1.0.0')).toEqual({ id: ID, text: 'other' });
  expect(read).toEqual(['a/b@1.0.0', ID]);
});

test('what a request read before the past became another is not kept by it afterwards', async () => {
  const { rows, read, request, clear } = createTable(10_000);
  rows.set(ID, { id: ID, text: 'lost' });
  const before = request();
  clear();
  await before.byId.load(ID);
  rows.delete(ID);
  expect(await request().byId.load(ID)).toBeNull();
  expect(read).toEqual([ID, ID]);
});

test('with no memory nothing is kept', async () => {
  const { rows, read, request } = createTable(0);
  rows.set(ID, { id: ID, text: 'sealed' });
  for (let time = 0; time < 2; time++) await request().byId.load(ID);
  expect(read).toEqual([ID, ID]);
});

test('of a row as it came its own texts are kept, not the bytes that came with it', () => {
  const column = (name: string, type: string) => ({ propertyName: name, databaseName: name, type, isArray: false });
  const metadata = { tableName: 'tree', columns: [column('name', 'text'), column('rings', 'integer')] };
  const shape = rowShape<{ name: string; rings: number }>(metadata as unknown as EntityMetadata, []);
  // In front of its columns and behind them stands what came with them.
  const bytes = Buffer.from(`${'x'.repeat(1_000)}\0\0\0\x05Linde\0\0\0\x0212${'x'.repeat(1_000)}`);
  const trees = createSealedRows(1_000)
    .forRequest(() => undefined)
    .of<{ name: string; rings: number }>('tree');
  const row = shape.read(new DataRow(bytes, 1_000, 2));
  trees.keep('linde', row);
  bytes.fill(0);
  expect(trees.get('linde')).toBe(row);
  expect([row.name, row.rings]).toEqual(['Linde', 12]);
  expect(Reflect.ownKeys(row).map((key) => Reflect.get(row, key))).not.toContainEqual(expect.any(DataRow));
});
