import { expect, test } from 'vitest';
import { openDatabase } from '#platform/database/database.js';
import { ledgerRevision } from '#platform/ledger/revision.js';
import { createStoreWatch } from '#platform/ledger/store-watch.js';
import { testConfig } from '../support/test-config.js';
import { createTestDatabase } from '../support/test-database.js';

const LEDGERS = ['first', 'second'] as const;

/** Two ledgers with an event each, a watch over them, and what it asks and tells. */
async function watchedLedgers() {
  const store = await createTestDatabase();
  const statements: string[] = [];
  const database = await openDatabase({
    url: store.url,
    schema: LEDGERS[0],
    entities: [],
    migrations: [],
    timeouts: testConfig().timeouts,
    onStatement: (sql) => statements.push(sql),
  });
  const run = (sql: string) => database.manager.query(sql);
  for (const ledger of LEDGERS) {
    await run(`CREATE SCHEMA ${ledger}`);
    await run(`CREATE TABLE ${ledger}.ledger_event (position bigint PRIMARY KEY, hash text NOT NULL)`);
    await run(`INSERT INTO ${ledger}.ledger_event VALUES (1, '${ledger} 1')`);
  }
  const otherPasts: string[] = [];
  const watch = createStoreWatch(database.manager);
  for (const name of LEDGERS) {
    watch.add({ name, revision: ledgerRevision(name), onOtherPast: () => otherPasts.push(name) });
  }
  return {
    run,
    otherPasts,
    /** The revisions of both, and the statements it took. */
    async read() {
      statements.length = 0;
      const revisions = await Promise.all(LEDGERS.map((name) => watch.read(name)));
      return { revisions, statements: [...statements] };
    },
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
  };
}

test('a store in which nothing was written is read in one statement, always the same, that looks up no mark', async () => {
  await using ledgers = await watchedLedgers();
  const first = await ledgers.read();
  const second = await ledgers.read();
  expect(second).toEqual(first);
  expect(second.statements).toHaveLength(1);
  expect(second.statements[0]).not.toContain('position =');
});

test('after a write the revision is another, and the past is looked up once', async () => {
  await using ledgers = await watchedLedgers();
  const before = await ledgers.read();
  await ledgers.run("INSERT INTO first.ledger_event VALUES (2, 'first 2')");
  const after = await ledgers.read();
  expect(after.revisions[0]).not.toBe(before.revisions[0]);
  expect(after.revisions[1]).toBe(before.revisions[1]);
  expect(after.statements).toHaveLength(2);
  expect((await ledgers.read()).statements).toHaveLength(1);
  expect(ledgers.otherPasts).toEqual([]);
});

test.each([
  ['ends with another event', "UPDATE first.ledger_event SET hash = 'other'"],
  [
    'has grown on another event',
    "UPDATE first.ledger_event SET hash = 'other'; INSERT INTO first.ledger_event VALUES (2, 'x')",
  ],
  ['is empty', 'DELETE FROM first.ledger_event'],
  [
    'is another table with the same events',
    'CREATE TABLE first.copy (LIKE first.ledger_event INCLUDING ALL); INSERT INTO first.copy TABLE first.ledger_event; DROP TABLE first.ledger_event; ALTER TABLE first.copy RENAME TO ledger_event',
  ],
])('a ledger that %s has another past, and its subgraph alone is told', async (_, sql) => {
  await using ledgers = await watchedLedgers();
  await ledgers.read();
  await ledgers.run(sql);
  await ledgers.read();
  expect(ledgers.otherPasts).toEqual(['first']);
});

test('a ledger that was cut and has grown beyond where it was has another past', async () => {
  await using ledgers = await watchedLedgers();
  await ledgers.run("INSERT INTO first.ledger_event VALUES (2, 'first 2')");
  await ledgers.read();
  await ledgers.run('DELETE FROM first.ledger_event WHERE position = 2');
  await ledgers.run("INSERT INTO first.ledger_event VALUES (2, 'other'), (3, 'other')");
  await ledgers.read();
  expect(ledgers.otherPasts).toEqual(['first']);
});
