import type { Config } from '#platform/config/config.js';
import type { SubgraphDefinition } from '#platform/federation/subgraph-definition.js';
import { type SealedTable, sealedTablesOf } from '#platform/verification/sealed-table.js';
import { readStore, type StoreReader } from '#platform/verification/store-reader.js';
import { VerificationError } from '#platform/verification/verification-error.js';
import { verifyDigests } from '#platform/verification/verify-digests.js';
import { verifyPinsOf } from '#platform/verification/verify-pins.js';
import { verifyEvents, verifyNothingGone, verifyRowsOf } from '#platform/verification/verify-rows-of.js';
import { openStore } from './open-store.js';
import { SUBGRAPHS } from './subgraph-definitions.js';

/** What of a thing and all it rests on was looked at, and found to be what was written. */
export interface VerifiedRef {
  /** The refs, by the order in which they were met; the first is the one that was asked for. */
  readonly refs: readonly string[];
  readonly events: number;
  readonly rows: number;
}

interface Thing {
  readonly type: string;
  readonly id: string;
  readonly ref: string;
}

/** A subgraph that owns something that can be pinned. */
interface Owner {
  // biome-ignore lint/suspicious/noExplicitAny: each has a context of its own, which nothing here makes or reads
  readonly definition: SubgraphDefinition<any>;
  readonly tables: readonly SealedTable[];
}

/**
 * Looks at one version or run and at all it rests on, of one moment: their rows, manifests and pins, and the events
 * that wrote them, each by itself. The rest of the ledgers is left to `verifyStore`.
 * @param name a ref, `fraud/detector@1.4.0`, or an id
 * @throws {VerificationError} for the first thing that is wrong, or that is not there. {StoreError} where the store
 *   cannot be opened.
 */
export async function verifyRef(config: Config, name: string): Promise<VerifiedRef> {
  await using store = await openStore(config);
  return readStore(store.migrationUrl, (reader) => verifyFrom(reader, name));
}

async function verifyFrom(reader: StoreReader, name: string): Promise<VerifiedRef> {
  const owners: Owner[] = [];
  for (const { definition } of SUBGRAPHS) {
    if (definition.pinnable === undefined) continue;
    owners.push({ definition, tables: await sealedTablesOf(reader, definition.name, definition.tables) });
  }
  for (const { tables } of owners) for (const table of tables) await verifyNothingGone(reader, table, name);
  const queue = await find(reader, owners, name);
  if (queue.length === 0) {
    throw new VerificationError(
      `There is nothing with the ref or the id ${name} in the store: expected one such as fraud/detector@1.4.0, with a version and no alias.`,
    );
  }
  const seen = new Set(queue.map(({ id }) => id));
  const positions = new Map(owners.map(({ definition }) => [definition.name, new Set<number>()]));
  let rows = 0;
  for (const thing of queue) {
    const { definition, tables } = owners.find((owner) => owner.definition.pinnable![thing.type] !== undefined)!;
    for (const table of tables) {
      if (thing.ref !== name) await verifyNothingGone(reader, table, thing.ref);
      const verified = await verifyRowsOf(reader, table, thing.id);
      rows += verified.rows;
      for (const position of verified.positions) positions.get(definition.name)!.add(position);
      await verifyDigests(reader, table, thing.id);
    }
    for (const pinned of await pinnedBy(reader, owners, thing)) {
      if (seen.has(pinned.id)) continue;
      seen.add(pinned.id);
      queue.push(pinned);
    }
  }
  let events = 0;
  for (const [schema, found] of positions) {
    await verifyEvents(reader, schema, [...found]);
    events += found.size;
  }
  return { refs: queue.map(({ ref }) => ref), events, rows };
}

async function find(reader: StoreReader, owners: readonly Owner[], name: string): Promise<Thing[]> {
  const found: Thing[] = [];
  for (const { definition } of owners) {
    for (const [type, sql] of Object.entries(definition.pinnable!)) {
      const things = await reader.query<Thing>(
        `SELECT '${type}' AS type, id, ref FROM (${sql}) owned WHERE ref = $1 OR id::text = $1`,
        [name],
      );
      found.push(...things);
    }
  }
  return found;
}

/** What a thing rests on, in whatever subgraph; each is there, under the ref and digest that the pin names. */
async function pinnedBy(reader: StoreReader, owners: readonly Owner[], { id }: Thing): Promise<Thing[]> {
  const pinnable: Record<string, string> = Object.assign({}, ...owners.map(({ definition }) => definition.pinnable));
  const columns = owners.flatMap(({ definition }) => definition.pins ?? []);
  const pinned: Thing[] = [];
  for (const column of columns) {
    const { type } = column;
    const sql = pinnable[type];
    if (sql === undefined) continue;
    for (const pin of await verifyPinsOf(reader, column, { pinnable: sql, id })) {
      const [thing] = await reader.query<Thing>(
        `SELECT '${type}' AS type, id, ref FROM (${sql}) owned WHERE id = $1::uuid`,
        [pin.id],
      );
      pinned.push(thing!);
    }
  }
  return pinned;
}
