import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { withConnection } from '#platform/database/driver/with-connection.js';
import { type Fault, startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { createTestGraph, NO_CACHES, type TestGraph } from '../support/test-graph.js';

/** Short, so that what hangs ends soon; nothing here is judged by how long it took. */
const DEADLINES = {
  PEDIGRAPH_TIMEOUT_OPERATION_MS: '6000',
  PEDIGRAPH_TIMEOUT_SUBGRAPH_MS: '5000',
  PEDIGRAPH_TIMEOUT_STATEMENT_MS: '1500',
  PEDIGRAPH_TIMEOUT_LOCK_MS: '1000',
};

/** What a client may be told while the database is out of reach. */
const FROM_FAULTS = new Set(['UNAVAILABLE', 'TIMEOUT', 'OUTCOME_UNKNOWN']);

const faults: readonly Fault[] = [
  { kind: 'cut' },
  { kind: 'reset' },
  { kind: 'half-open' },
  { kind: 'trickle', every: 1_000 },
  { kind: 'delay', ms: 200 },
];

describe.each(['shared', 'plain'])('between the process and PostgreSQL, where reads are %s,', (reads) => {
  let proxy: TcpProxy;
  let graph: TestGraph;
  let databaseUrl: string;
  beforeAll(async () => {
    proxy = await startTcpProxy(inject('adminUrl'));
    graph = await createTestGraph({ ...DEADLINES, ...NO_CACHES, PEDIGRAPH_DATABASE_READS: reads }, (url) => {
      databaseUrl = url;
      return proxy.through(url);
    });
  });
  afterAll(async () => {
    await graph[Symbol.asyncDispose]();
    await proxy[Symbol.asyncDispose]();
  });

  test.each(faults)(
    '$kind: every request is answered, what was acknowledged is there, and all is well again after',
    async (fault) => {
      const names = Array.from({ length: 4 }, (_, index) => `net${reads}/${fault.kind}-${index}`);
      await register(`net${reads}/${fault.kind}-before`);
      proxy.suffer(fault);
      const writing = names.map(register);
      const reading = Array.from({ length: 12 }, () => look(`net${reads}/${fault.kind}-before`));
      const written = await Promise.all(writing);
      const read = await Promise.all(reading);
      expect([...read, ...written].filter((code) => code !== 'done' && !FROM_FAULTS.has(code))).toEqual([]);

      proxy.suffer({ kind: 'none' });
      await expect.poll(() => look(names[0]!)).toBe('done');
      await expect.poll(isReady).toBe(true);
      expect(new Set(await Promise.all(Array.from({ length: 20 }, () => look(names[0]!))))).toEqual(new Set(['done']));
      for (const [index, name] of names.entries()) {
        const isThere = await exists(name);
        if (written[index] === 'done') expect([name, isThere]).toEqual([name, true]);
        if (written[index] === 'UNAVAILABLE') expect([name, isThere]).toEqual([name, false]);
      }
      expect(await register(`net${reads}/${fault.kind}-after`)).toBe('done');
    },
  );

  test('connections whose processes of PostgreSQL stand still are given up: every request is answered, and others are made', async () => {
    const stopped = await processesOf();
    onTestFinished(() => stopped.forEach((pid) => void process.kill(pid, 'SIGCONT')));
    for (const pid of stopped) process.kill(pid, 'SIGSTOP');
    const codes = await Promise.all(Array.from({ length: 12 }, () => look('net/none')));
    expect(codes.filter((code) => code !== 'done' && !FROM_FAULTS.has(code))).toEqual([]);
    await expect.poll(isReady).toBe(true);
    await expect.poll(() => look('net/none')).toBe('done');
    expect(await register(`net${reads}/beside-the-stopped`)).toBe('done');
  });

  /** Of the first server's connections, all that are there now. */
  async function processesOf(): Promise<number[]> {
    return withConnection(databaseUrl, async (connection) => {
      const { rows } = await connection.query(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
      return rows.map(({ pid }: { pid: number }) => pid);
    });
  }

  async function codeOf(query: string): Promise<string> {
    const { errors } = await graph.ask(query);
    return errors?.[0]?.extensions.code ?? 'done';
  }
  const look = (name: string) => codeOf(`{ model(name: "${name}") { id } }`);
  const register = (name: string) =>
    codeOf(`mutation { registerModelVersion(input: { model: "${name}" }) { created } }`);
  const exists = async (name: string) => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const { rowCount } = await client.query('SELECT FROM models.model WHERE name = $1', [name]);
    await client.end();
    return rowCount === 1;
  };
  const isReady = async () => (await fetch(graph.url.replace('/graphql', '/health/ready'))).ok;
});
