import net from 'node:net';
import pg from 'pg';
import { prepareValue } from 'pg/lib/utils.js';
import { DataSource } from 'typeorm';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../support/test-database.js';

// What src/platform/database/driver uses of pg and TypeORM and neither of them declares. An upgrade that takes something
// away is to fail here, by its name; the test of the folder's border is in test/architecture.test.ts.

// biome-ignore lint/suspicious/noExplicitAny: none of it is declared
type Undeclared = any;

test.each([
  ['attachListeners', 'function'],
  ['parse', 'function'],
  ['bind', 'function'],
  ['execute', 'function'],
  ['sync', 'function'],
  ['parsedStatements', 'object'],
  ['submittedNamedStatements', 'object'],
  ['stream', 'object'],
])('pg.Client has connection.%s', (name, type) => {
  const { connection } = new pg.Client() as Undeclared;
  expect([name, typeof connection[name]]).toEqual([name, type]);
});

test('a connection of pg calls attachListeners for each stream it reads, and says dataRow for each row', async () => {
  await using database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url }) as Undeclared;
  const attached: unknown[] = [];
  const { attachListeners } = client.connection;
  client.connection.attachListeners = (stream: unknown) => {
    attached.push(stream);
    attachListeners.call(client.connection, stream);
  };
  const rows: unknown[] = [];
  client.connection.on('dataRow', ({ fields }: Undeclared) => rows.push(fields));
  await client.connect();
  await client.query('SELECT 1');
  expect({ attached, rows }).toEqual({ attached: [client.connection.stream], rows: [['1']] });
  expect(client.connection.stream).toBeInstanceOf(net.Socket);
  expect([typeof client.host, typeof client.port]).toEqual(['string', 'number']);
  expect([typeof client.processID, typeof client.secretKey]).toEqual(['number', 'number']);
  await client.end();
});

test.each(['hasBeenParsed', 'prepare', 'handleDataRow', 'handleCommandComplete', 'handleError', 'handleReadyForQuery'])(
  'pg.Query has %s',
  (name) => {
    expect([name, typeof (pg.Query.prototype as Undeclared)[name]]).toEqual([name, 'function']);
  },
);

test('pg.Query keeps name, text, values and callback under these names', () => {
  const callback = () => {};
  expect(new pg.Query({ name: 'n', text: 't', values: [1] }, callback as Undeclared)).toMatchObject({
    name: 'n',
    text: 't',
    values: [1],
    callback,
  });
});

test('pg/lib/utils has prepareValue', () => {
  expect(prepareValue([1, 'a'])).toBe('{"1","a"}');
  expect(prepareValue(new Date(0))).toMatch(/^1970-01-01|^1969-12-31/);
});

test('TypeORM keeps its pool in driver.master, asks runner.isTransactionActive, and its source is copied by its prototype', async () => {
  await using database = await createTestDatabase();
  const source = await new DataSource({ type: 'postgres', driver: pg, url: database.url }).initialize();
  expect((source.driver as Undeclared).master).toBeInstanceOf(pg.Pool);
  const runner = source.createQueryRunner() as Undeclared;
  expect(Object.getOwnPropertyDescriptor(runner, 'isTransactionActive')).toMatchObject({
    value: false,
    writable: true,
  });
  const bound: DataSource = Object.create(source);
  bound.createQueryRunner = () => runner;
  expect(await bound.manager.dataSource.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await source.destroy();
});
