import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SYSTEM } from '#platform/auth/caller.js';
import { requestSource } from '#platform/database/driver/request-source.js';
import type { LedgerEvent } from '#platform/ledger/ledger-event.js';
import { LedgerEntryRepository } from '#subgraphs/catalog/ledger/ledger-entry.repository.js';
import { headsWatch } from '#subgraphs/catalog/live/heads-watch.js';
import {
  LedgerStreamRepository,
  STREAM_BATCH,
  STREAM_BYTES,
} from '#subgraphs/catalog/live/ledger-stream.repository.js';
import { ledgerUpdates } from '#subgraphs/catalog/live/ledger-updates.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const catalog = () => graph.subgraphs.get('catalog')!.database;
const ALL = { subject: null, types: null };

/** Puts events of these payloads into the merged ledger, as those of a subgraph of that name, from position 1. */
async function insert(subgraph: string, texts: readonly string[]): Promise<void> {
  const events = texts.map((text, index) => ({
    id: randomUUID(),
    position: index + 1,
    type: 'Told',
    subject: 'live/bounds',
    actor: 'ann',
    at: new Date(),
    payload: { text },
    hash: `sha256:${subgraph}-${index}`,
    previousHash: index === 0 ? null : `sha256:${subgraph}-${index - 1}`,
  }));
  await new LedgerEntryRepository(catalog().manager).insert(subgraph, events as unknown as LedgerEvent[]);
}

const noise = (length: number) => randomBytes(length / 2).toString('hex');

test('a batch of events is bounded by bytes, whatever their number, and one event comes whatever its size', async () => {
  const sizes = [...Array<number>(40).fill(150_000), 3_000_000, ...Array<number>(250).fill(100), 3_000_000];
  await insert('noise', sizes.map(noise));
  // What compresses well is small where it is stored.
  await insert(
    'zeros',
    sizes.map((size) => '0'.repeat(size)),
  );
  const stream = new LedgerStreamRepository(catalog().manager);
  for (const ledger of ['noise', 'zeros']) {
    const seen: number[] = [];
    for (let batches = 1; seen.length < sizes.length; batches++) {
      const range = { after: { [ledger]: seen.length }, upTo: { [ledger]: sizes.length } };
      const batch = (await stream.next(range, ALL)).get(ledger)!;
      const bytes = batch.map(({ payload }) => Buffer.byteLength(JSON.stringify(payload)));
      expect(batch.length).toBeGreaterThan(0);
      expect(batch.length).toBeLessThanOrEqual(STREAM_BATCH);
      // The bound may be reached by the last of them, and by that one alone.
      expect(bytes.slice(0, -1).reduce((sum, each) => sum + each, 0)).toBeLessThan(STREAM_BYTES);
      seen.push(...batch.map(({ position }) => position));
      expect(batches).toBeLessThan(60);
    }
    expect(seen).toEqual(sizes.map((_, index) => index + 1));
  }
});

test('who follows with a filter gets each of its events once, over batches that hold none of them', async () => {
  await insert(
    'rare',
    Array.from({ length: 250 }, (_, index) => String(index)),
  );
  await catalog().manager.query(
    `INSERT INTO ledger_entry SELECT gen_random_uuid(), subgraph, 251, 'Rare', subject, actor, at, payload, hash || 'x', previous_hash FROM ledger_entry WHERE subgraph = 'rare' AND position = 1`,
  );
  const heads = { rare: 251 };
  const leaving = new AbortController();
  let waits = 0;
  const updates = ledgerUpdates({
    caller: SYSTEM,
    filter: { subject: null, types: ['Rare'] },
    after: { rare: 0 },
    watch: {
      read: async () => heads,
      async after(_seen, signal) {
        waits += 1;
        leaving.abort(new Error('gone'));
        signal?.throwIfAborted();
        return heads;
      },
    },
    stream: new LedgerStreamRepository(catalog().manager),
    signal: leaving.signal,
  });
  expect((await updates.next()).value).toMatchObject({ event: { typeName: 'Rare' }, positions: { rare: 251 } });
  await expect(updates.next()).rejects.toThrow('gone');
  expect(waits).toBe(1);
});

test('a ledger is read no further for who has left', async () => {
  const leaving = new AbortController();
  let reads = 0;
  const updates = ledgerUpdates({
    caller: SYSTEM,
    filter: ALL,
    after: { any: 0 },
    watch: { read: async () => ({ any: 1_000_000 }), after: () => new Promise(() => {}) },
    stream: {
      // Always more, and all of it for nobody: each brings one event further.
      async next({ after }: { after: Record<string, number> }) {
        reads += 1;
        if (reads === 5) leaving.abort(new Error('gone'));
        return new Map([['any', [{ subgraph: 'any', position: after['any']! + 1, createdAt: new Date() }]]]);
      },
    } as unknown as LedgerStreamRepository,
    signal: leaving.signal,
  });
  const told: unknown[] = [];
  await expect(
    (async () => {
      for await (const update of updates) told.push(update);
    })(),
  ).rejects.toThrow('gone');
  expect([reads, told.length]).toEqual([5, 5]);
});

/** A stream of one ledger whose head is each of these in turn, and whose events have these hashes. */
function streamOf(
  heads: readonly number[],
  events: readonly { position: number; hash: string; previousHash: string | null }[],
) {
  let looks = 0;
  const next = async () => ({ any: heads[++looks] ?? 0 });
  return ledgerUpdates({
    caller: SYSTEM,
    filter: ALL,
    after: { any: 0 },
    watch: { read: async () => ({ any: heads[0] ?? 0 }), after: next },
    stream: {
      async next({ after, upTo }: { after: Record<string, number>; upTo: Record<string, number> }) {
        const more = events.filter(({ position }) => position > after['any']! && position <= upTo['any']!);
        return new Map([['any', more.map((event) => ({ ...event, subgraph: 'any', createdAt: new Date() }))]]);
      },
    } as unknown as LedgerStreamRepository,
    signal: undefined,
  });
}

test('a stream ends with CONFLICT where the ledger ends before what it told, or goes on from another event', async () => {
  const [first, second] = [
    { position: 1, hash: 'a', previousHash: null },
    { position: 2, hash: 'b', previousHash: 'a' },
  ];
  const shorter = streamOf([2, 1], [first, second]);
  expect((await shorter.next()).value).toMatchObject({ positions: { any: 1 } });
  expect((await shorter.next()).value).toMatchObject({ positions: { any: 2 } });
  await expect(shorter.next()).rejects.toMatchObject({ code: 'CONFLICT', extensions: { ledger: 'any', position: 2 } });

  const other = streamOf([1, 2], [first, { ...second, previousHash: 'another' }]);
  expect((await other.next()).value).toMatchObject({ positions: { any: 1 } });
  await expect(other.next()).rejects.toMatchObject({ code: 'CONFLICT', extensions: { ledger: 'any', position: 1 } });
});

test('however many follow a catalog, it is looked at once for all of them', () => {
  const { source } = catalog();
  const watches = Array.from({ length: 5 }, () => headsWatch(requestSource(source, new AbortController().signal)));
  expect(new Set([headsWatch(source), ...watches]).size).toBe(1);
});
