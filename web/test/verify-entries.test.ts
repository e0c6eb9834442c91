import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { canonicalJson } from '../src/ledger/canonical-json';
import { ChainWalk, type Checkpoint, type Entry, hashedText } from '../src/ledger/verify-entries';

const sha256 = async (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** A ledger of some events, newest first, as the API answers it. */
async function ledgerOf(subgraph: string, payloads: readonly unknown[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  let previousHash: string | null = null;
  for (const [at, payload] of payloads.entries()) {
    const entry: Entry = {
      ...{ id: `id-${at}`, subgraph, position: at + 1, typeName: 'Happened', subject: 'a/b', actor: 'ann' },
      ...{ createdAt: '2026-01-01T00:00:00.000Z', payload, rows: at === 1 ? { table: ['x'] } : null },
      ...{ previousHash, hash: '', redacted: false },
    };
    const hash: string = await sha256(hashedText(entry));
    entries.unshift({ ...entry, hash });
    previousHash = hash;
  }
  return entries;
}

/** Where ledgers end: the first entry of each. */
async function checkpointOf(entries: readonly Entry[]): Promise<Checkpoint> {
  const newest = [...new Set(entries.map(({ subgraph }) => subgraph))].sort();
  const heads = newest.map((name) => {
    const { subgraph, position, hash } = entries.find((entry) => entry.subgraph === name)!;
    return { subgraph, position, hash };
  });
  const size = heads.reduce((sum, { position }) => sum + position, 0);
  return { size, rootHash: await sha256(canonicalJson(heads)), heads };
}

async function found(entries: readonly Entry[], checkpoint?: Checkpoint) {
  const walk = new ChainWalk(sha256, checkpoint ?? (await checkpointOf(entries)));
  await walk.walk(entries);
  return walk.end();
}

const PAYLOADS = [{ b: 1, a: 'ü' }, { nested: [1.5, null, { z: 0, y: 1e21 }] }, {}, { last: true }];

test('ledgers that are what was written are verified, however their events are mixed', async () => {
  const [one, other] = [await ledgerOf('one', PAYLOADS), await ledgerOf('other', PAYLOADS.slice(1))];
  const mixed = [one[0]!, other[0]!, other[1]!, ...one.slice(1), other[2]!];
  expect(await found(mixed)).toEqual({ verified: 7, withheld: 0, faults: [] });
});

test('a changed event, one that is missing, and a beginning that was cut off are reported by their place', async () => {
  const entries = await ledgerOf('one', PAYLOADS);
  const changed = entries.map((entry) => (entry.position === 2 ? { ...entry, actor: 'eve' } : entry));
  expect((await found(changed)).faults).toEqual([
    'Event 2 of one (Happened a/b) was changed: its content does not have its hash.',
  ]);
  const without = (position: number) => entries.filter((entry) => entry.position !== position);
  expect((await found(without(3))).faults).toEqual([
    'Event 2 of one (Happened a/b) is followed by event 4: what stood between them is missing.',
  ]);
  expect((await found(without(1))).faults).toEqual([
    'Event 2 of one (Happened a/b) is the first that there is: what stood before it is missing.',
  ]);
});

test('an event that was written anew with a hash of its own does not fit the one behind it', async () => {
  const entries = await ledgerOf('one', PAYLOADS);
  const second = { ...entries.find(({ position }) => position === 2)!, actor: 'eve' };
  const forged = { ...second, hash: await sha256(hashedText(second)) };
  const { verified, faults } = await found(entries.map((entry) => (entry.position === 2 ? forged : entry)));
  expect([verified, faults]).toEqual([
    4,
    ['Event 2 of one (Happened a/b) is not the one that the next event continues: that names another hash.'],
  ]);
});

test('what is withheld counts by its place, and a gap beside it is found', async () => {
  const entries = (await ledgerOf('one', PAYLOADS)).map((entry) =>
    entry.position === 2 ? { ...entry, payload: {}, rows: null, redacted: true } : entry,
  );
  expect(await found(entries)).toEqual({ verified: 3, withheld: 1, faults: [] });
});

test('the newest events may be of after the checkpoint, and none up to its end may be missing', async () => {
  const entries = await ledgerOf('one', PAYLOADS);
  const before = await checkpointOf(entries.slice(2));
  expect(await found(entries, before)).toEqual({ verified: 4, withheld: 0, faults: [] });
  expect((await found(entries.slice(1), await checkpointOf(entries))).faults).toEqual([
    'Event 3 of one (Happened a/b) is not the end, which is event 4: what stood behind it is missing.',
  ]);
});

test('a ledger that is left out is missed, unless it holds nothing', async () => {
  const [one, other] = [await ledgerOf('one', PAYLOADS), await ledgerOf('other', PAYLOADS)];
  expect((await found(one, await checkpointOf([...one, ...other]))).faults).toEqual([
    'The checkpoint ends with event 4 of other, of which no event came.',
  ]);
  const heads = [...(await checkpointOf(one)).heads, { subgraph: 'silent', position: 0, hash: null }];
  const rootHash = await sha256(canonicalJson(heads));
  expect((await found(one, { size: 4, rootHash, heads })).faults).toEqual([]);
});

test('a history that was written anew as a whole does not lead to the checkpoint of before', async () => {
  const entries = await ledgerOf('one', PAYLOADS);
  const anew = await ledgerOf('one', [...PAYLOADS.slice(0, -1), { last: false }]);
  expect((await found(anew, await checkpointOf(entries))).faults).toEqual([
    'Event 4 of one (Happened a/b) is not the one that the checkpoint ends with: that names another hash.',
  ]);
});

test('a checkpoint whose root hash or size is not that of its ends is a fault', async () => {
  const entries = await ledgerOf('one', PAYLOADS);
  const checkpoint = await checkpointOf(entries);
  expect((await found(entries, { ...checkpoint, rootHash: 'sha256:0', size: 3 })).faults).toEqual([
    'The root hash is not over the ends of the ledgers.',
    'The checkpoint is of 3 events, which is not where its ledgers end.',
  ]);
});
