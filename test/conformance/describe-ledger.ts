import { expect, test } from 'vitest';
import * as z from 'zod';
import { LEDGER_EVENTS } from '#events/ledger-events.js';
import { hashOf } from '#platform/ledger/append-events.js';
import { LedgerResolver } from '#platform/ledger/ledger.resolver.js';
import { readEvents } from '#platform/ledger/read-events.js';
import { sealedTablesOf } from '#platform/verification/sealed-table.js';
import { readStore } from '#platform/verification/store-reader.js';
import { verifyChain } from '#platform/verification/verify-chain.js';
import { verifyDigests } from '#platform/verification/verify-digests.js';
import { verifyRows } from '#platform/verification/verify-rows.js';
import type { SubgraphSubject } from './describe-subgraph.js';
import { openSeeded } from './seeded-subgraph.js';

/** The ledger: nothing is missing in it and nothing was rewritten. */
export function describeLedger(subject: SubgraphSubject): void {
  if (!subject.definition.resolvers.includes(LedgerResolver)) return;

  test('the ledger has no gap, and each hash covers its event and the hash before, also after a race', async () => {
    await using seeded = await openSeeded(subject);
    const { register } = subject;
    if (register !== undefined) {
      await Promise.all([1, 2, 3, 4].map((name) => register(seeded, `race/n${name}`, 1)));
      await Promise.all([1, 2, 3, 4].map((content) => register(seeded, 'race/n1', content)));
    }
    const events = await readEvents(seeded.subgraph.database.manager, 0, 1_000);
    expect(events.length).toBeGreaterThan(1);
    expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index + 1));
    expect(events.map(({ previousHash }) => previousHash)).toEqual([
      null,
      ...events.slice(0, -1).map(({ hash }) => hash),
    ]);
    expect(events.map(({ hash }) => hash)).toEqual(events.map(({ hash: _, ...rest }) => hashOf(rest)));
  });

  test('a verification of what was written finds nothing wrong', async () => {
    await using seeded = await openSeeded(subject);
    const { name } = subject.definition;
    const rows = await readStore(seeded.databaseUrl, async (reader) => {
      await verifyChain(reader, { name, from: `${name}.ledger_event` });
      let rows = 0;
      for (const table of await sealedTablesOf(reader, name, subject.definition.tables)) {
        rows += await verifyRows(reader, table);
        await verifyDigests(reader, table);
      }
      return rows;
    });
    expect(rows).toBeGreaterThan(0);
  });

  test('every event is what its type says, no fact more or less, and stands in a ledger of its type', async () => {
    await using seeded = await openSeeded(subject);
    const events = await readEvents(seeded.subgraph.database.manager, 0, 1_000);
    for (const { type, payload } of events) {
      const known = LEDGER_EVENTS.find((event) => event.type === type);
      expect(known?.ledgers, type).toContain(subject.definition.name);
      const parsed = z.strictObject(known!.payload.shape).safeParse(payload);
      expect(parsed.error, type).toBeUndefined();
      expect(Object.keys(payload).sort(), type).toEqual(Object.keys(known!.payload.shape).sort());
    }
  });

  test('the ledger names whoever wrote', async () => {
    await using seeded = await openSeeded(subject);
    const events = await readEvents(seeded.subgraph.database.manager, 0, 1_000);
    expect(new Set(events.map(({ actor }) => actor))).toEqual(new Set(['anonymous']));
  });
}
