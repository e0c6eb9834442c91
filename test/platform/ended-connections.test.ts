import { afterAll, beforeAll, expect, test } from 'vitest';
import { SYSTEM } from '#platform/auth/caller.js';
import { readConfig } from '#platform/config/read-config.js';
import { type Database, openDatabase } from '#platform/database/database.js';
import { RawRowClient } from '#platform/database/driver/raw-row-client.js';
import { RequestClient } from '#platform/database/driver/request-client.js';
import { connectionSettings } from '#platform/database/driver/session-settings.js';
import { withConnection } from '#platform/database/driver/with-connection.js';
import { readTexts } from '#platform/database/rows/read-texts.js';
import { normaliseError } from '#platform/errors/normalise-error.js';
import { startTcpProxy } from '../support/tcp-proxy.js';
import { LONG_DEADLINES } from '../support/test-config.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

// Long: what is busy beside them makes no statement late here.
const { timeouts } = readConfig(LONG_DEADLINES);

/** Every byte where there is time for it (`npm run test:soak`), else every fifth. */
const STEP = process.env.PEDIGRAPH_SOAK === undefined ? 5 : 1;

let store: TestDatabase;
/** What would have ended the process. */
const uncaught: unknown[] = [];
const note = (error: unknown) => uncaught.push(error);
beforeAll(async () => {
  store = await createTestDatabase();
  process.on('uncaughtExceptionMonitor', note);
});
afterAll(async () => {
  process.off('uncaughtExceptionMonitor', note);
  await store[Symbol.asyncDispose]();
});

/** What a client would be told of it. */
async function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return 'done';
  } catch (error) {
    const { extensions } = normaliseError(error, { requestId: 'test', onFault: (fault) => console.error(fault) });
    return extensions?.['code'];
  }
}

test.each([
  ['reads rows as the bytes that came', RawRowClient],
  ['uses what the driver documents alone', RequestClient],
])(
  'a connection that %s and is cut at whatever byte tells it to who waits, and does not end the process',
  async (_, Client) => {
    await using proxy = await startTcpProxy(store.url);
    const outcomes = new Map<unknown, number>();
    let isWhole = false;
    for (let bytes = 0; !isWhole || bytes < 1_000; bytes += STEP) {
      proxy.inspect = ({ from, before, bytes: piece }) =>
        from === 'server' && before + piece.length > bytes ? Math.max(0, bytes - before) : null;
      const client = new Client({
        connectionString: proxy.through(store.url),
        ...connectionSettings({ searchPath: 'public', timeouts }),
      });
      const told = await Promise.all(everyKindOfWork(client).map(outcomeOf));
      for (const outcome of told) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      isWhole = told.every((outcome) => outcome === 'done');
      await client.end();
    }
    expect([...outcomes.keys()].toSorted()).toEqual(['UNAVAILABLE', 'done']);
    expect(uncaught).toEqual([]);
  },
  240_000,
);

/** Being made, pipelined, in a transaction, cancelled. */
function everyKindOfWork(client: RequestClient): Promise<unknown>[] {
  const read = (value: number) => client.read({ name: 'one', text: 'SELECT $1::int' }, [value]);
  const abandoned = new AbortController();
  const work = [
    client.connect(),
    read(1),
    read(2),
    client.query('START TRANSACTION'),
    client.query('SELECT $1::int AS value', [3]),
    client.query('COMMIT'),
  ];
  client.request = abandoned.signal;
  const cancelled = client.query('SELECT 4').catch((error: { code?: string }) => {
    if (error.code !== '57014') throw error;
  });
  client.request = undefined;
  abandoned.abort();
  return [...work, cancelled];
}

test.each(['shared', 'plain'] as const)(
  'PostgreSQL ends connections a thousand times, whatever they are at: who waits is told, and the process goes on (reads: %s)',
  async (reads) => {
    await using database = await openDatabase({
      url: store.url,
      schema: 'public',
      entities: [],
      migrations: [],
      timeouts,
      reads,
      poolSize: 6,
    });
    const outcomes = new Set<unknown>();
    let isOver = false;
    const keepDoing = async (work: () => Promise<unknown>) => {
      while (!isOver) outcomes.add(await outcomeOf(work()));
    };
    const workers = [
      ...Array.from({ length: 3 }, () => () => read(database, 'SELECT $1::int')),
      ...Array.from({ length: 2 }, () => () => read(database, 'SELECT pg_sleep(0.002), $1::int')),
      ...Array.from({ length: 2 }, () => () => database.manager.query('SELECT pg_sleep(0.002)')),
      ...Array.from({ length: 2 }, () => () => write(database)),
      () => cancelled(database),
    ].map(keepDoing);

    const ended = new Map<string, number>();
    await withConnection(store.url, async (terminator) => {
      const total = () => [...ended.values()].reduce((sum, count) => sum + count, 0);
      while (total() < 1_000 || (ended.get('idle in transaction') ?? 0) < 20) {
        const { rows } = await terminator.query(TERMINATE);
        for (const { state } of rows) ended.set(state, (ended.get(state) ?? 0) + 1);
      }
    });
    isOver = true;
    await Promise.all(workers);

    expect([...ended.keys()]).toEqual(expect.arrayContaining(['active', 'idle', 'idle in transaction', 'starting']));
    const allowed = ['done', 'UNAVAILABLE', 'OUTCOME_UNKNOWN', 'TIMEOUT'];
    expect([...outcomes].filter((outcome) => !allowed.includes(outcome as string))).toEqual([]);
    expect(uncaught).toEqual([]);
    expect(await outcomeOf(read(database, 'SELECT $1::int'))).toBe('done');
    expect(await outcomeOf(write(database))).toBe('done');
  },
  240_000,
);

/** One of those that are there, by chance: what they are at is theirs. */
const TERMINATE = `
  SELECT coalesce(state, 'starting') AS state, pg_terminate_backend(pid)
  FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
  ORDER BY random() LIMIT 3`;

const read = ({ manager }: Database, text: string) => readTexts(manager, text, [1]);

const write = (database: Database) =>
  database.transact(SYSTEM, async ({ manager }) => {
    await manager.query('SELECT 1');
    await new Promise((resolve) => setTimeout(resolve, 1));
    await readTexts(manager, 'SELECT $1::int', [1]);
  });

const cancelled = async (database: Database) => {
  const abandoned = new AbortController();
  const asked = database.until(abandoned.signal).manager.query('SELECT pg_sleep(5)');
  setTimeout(() => abandoned.abort(), 1);
  return asked;
};
