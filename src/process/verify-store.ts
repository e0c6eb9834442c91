import type { Config } from '#platform/config/config.js';
import type { SubgraphDefinition } from '#platform/federation/subgraph-definition.js';
import { sealedTablesOf } from '#platform/verification/sealed-table.js';
import { readStore, type StoreReader } from '#platform/verification/store-reader.js';
import { VerificationError } from '#platform/verification/verification-error.js';
import { type ChainHead, verifyChain, verifyHead } from '#platform/verification/verify-chain.js';
import { verifyDigests } from '#platform/verification/verify-digests.js';
import { verifyPins } from '#platform/verification/verify-pins.js';
import { verifyRows } from '#platform/verification/verify-rows.js';
import { FOLLOWED_LEDGERS } from '#subgraphs/catalog/projection/followed-ledgers.js';
import { openStore, type Store } from './open-store.js';
import { SUBGRAPHS } from './subgraph-definitions.js';
import { readUnfinished } from './unfinished-registrations.js';

/** What of a store was looked at, and found to be what was written. */
export interface Verified {
  readonly events: number;
  readonly rows: number;
  readonly pins: number;
  /** Where each ledger ends: stored elsewhere, a later verification compares with it. */
  readonly heads: readonly CheckpointHead[];
  /** Parts that were left without their version, which is nothing wrong. */
  readonly unfinished: Awaited<ReturnType<typeof readUnfinished>>;
}

/** The head of a ledger at some time, as `ledgerCheckpoint` answers it. */
export interface CheckpointHead extends ChainHead {
  readonly subgraph: string;
}

/** What to look at. */
export interface VerifyOptions {
  /** Heads of a checkpoint that was stored elsewhere. */
  readonly checkpoint: readonly CheckpointHead[];
  /** Called now and then with what is looked at, and how far that is. */
  readonly onProgress: (progress: { readonly what: string; readonly done: number; readonly total: number }) => void;
}

/**
 * Looks at a whole store, of one moment, whatever runs on it: the chain of every ledger, every row against the event
 * that wrote it, every digest, every pin, and the heads that the catalog and a checkpoint have recorded.
 * @throws {VerificationError} for the first thing that is wrong. {StoreError} where the store cannot be opened.
 */
export async function verifyStore(config: Config, options: VerifyOptions): Promise<Verified> {
  await using store = await openStore(config);
  return await verifyOpened(store, options);
}

/**
 * The same of a store that is open.
 * @throws {VerificationError} for the first thing that is wrong
 */
export function verifyOpened(
  { migrationUrl, place }: Pick<Store, 'migrationUrl' | 'place'>,
  options: VerifyOptions,
): Promise<Verified> {
  return readStore(migrationUrl, (reader) => verifyIn(reader, place, options));
}

// biome-ignore lint/suspicious/noExplicitAny: each has a context of its own, which nothing here makes or reads
type Owner = SubgraphDefinition<any>;

async function verifyIn(reader: StoreReader, place: string, options: VerifyOptions): Promise<Verified> {
  const present = await schemasOf(reader);
  const owners = SUBGRAPHS.map(({ definition }) => definition).filter(
    ({ name }) => present.has(name) && (FOLLOWED_LEDGERS as readonly string[]).includes(name),
  );
  if (owners.length === 0) throw new VerificationError(`There is no store of Pedigraph in ${place}.`);
  const verified = { events: 0, rows: 0, pins: 0, heads: [] as CheckpointHead[] };
  for (const owner of owners) {
    const { name } = owner;
    const end = await verifyLedger(reader, owner, options);
    verified.events += end.position;
    verified.heads.push({ subgraph: name, ...end });
  }
  for (const owner of owners) verified.rows += await verifyTables(reader, owner, options);
  verified.pins = await verifyAllPins(reader, owners, options);
  await verifyWitnesses(reader, verified.heads, { options, hasCatalog: present.has('catalog') });
  const unfinished = present.has('models') ? await readUnfinished(reader) : { total: 0, newest: [] };
  return { ...verified, unfinished };
}

async function schemasOf(reader: StoreReader): Promise<ReadonlySet<string>> {
  const rows = await reader.query<{ name: string }>(
    "SELECT nspname AS name FROM pg_namespace WHERE to_regclass(quote_ident(nspname) || '.migration') IS NOT NULL",
  );
  return new Set(rows.map(({ name }) => name));
}

async function verifyLedger(
  reader: StoreReader,
  { name: schema, tables: declared }: Owner,
  { onProgress }: VerifyOptions,
): Promise<ChainHead> {
  await sealedTablesOf(reader, schema, declared); // rejects a store of another version before anything of it is read
  const from = `${schema}.ledger_event`;
  const [{ total } = { total: 0 }] = await reader.query<{ total: number }>(
    `SELECT count(*)::int AS total FROM ${from}`,
  );
  let done = 0;
  return verifyChain(reader, {
    name: `the ${schema} ledger`,
    from,
    onEvents(events) {
      done += events;
      onProgress({ what: `events of ${schema}`, done, total });
    },
  });
}

async function verifyTables(
  reader: StoreReader,
  { name: schema, tables: declared }: Owner,
  { onProgress }: VerifyOptions,
): Promise<number> {
  const tables = await sealedTablesOf(reader, schema, declared);
  let rows = 0;
  for (const [index, table] of tables.entries()) {
    rows += await verifyRows(reader, table);
    await verifyDigests(reader, table);
    onProgress({ what: `tables of ${schema}`, done: index + 1, total: tables.length });
  }
  return rows;
}

/** A pin into a subgraph whose database is another one cannot be looked up here. */
async function verifyAllPins(
  reader: StoreReader,
  owners: readonly Owner[],
  { onProgress }: VerifyOptions,
): Promise<number> {
  const pinnable: Record<string, string> = Object.assign({}, ...owners.map((owner) => owner.pinnable));
  const columns = owners.flatMap(({ pins = [] }) => pins).filter(({ type }) => pinnable[type] !== undefined);
  let pins = 0;
  for (const [index, column] of columns.entries()) {
    pins += await verifyPins(reader, column, pinnable[column.type]!);
    onProgress({ what: 'columns of pins', done: index + 1, total: columns.length });
  }
  return pins;
}

/** What was seen elsewhere reveals events that were cut off at the end, which the chain alone cannot. */
async function verifyWitnesses(
  reader: StoreReader,
  heads: readonly CheckpointHead[],
  { options, hasCatalog }: { options: VerifyOptions; hasCatalog: boolean },
): Promise<void> {
  const read = hasCatalog
    ? await reader.query<CheckpointHead>('SELECT subgraph, position, hash FROM catalog.projection')
    : [];
  for (const { subgraph: schema, ...end } of heads) {
    for (const [witness, recorded] of [
      ['The catalog has read', read],
      ['The checkpoint names', options.checkpoint],
    ] as const) {
      const head = recorded.find(({ subgraph }) => subgraph === schema);
      if (head === undefined) continue;
      await verifyHead(reader, { schema, head: { ...head, position: Number(head.position) }, end, witness });
    }
    if (!hasCatalog) continue;
    const from = `catalog.ledger_entry WHERE subgraph = '${schema}'`;
    await verifyChain(reader, { name: `the catalog's copy of the ${schema} ledger`, from });
  }
}
