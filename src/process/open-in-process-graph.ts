import { openReadingLanes, type ReadingLanes } from '#platform/database/driver/reading-lanes.js';
import type { Subgraph, SubgraphOptions } from '#platform/federation/open-subgraph.js';
import { openSubgraph } from '#platform/federation/open-subgraph.js';
import { createLedgerWakeUp } from '#platform/ledger/ledger-wake-up.js';
import { createStoreWatch, type StoreWatch } from '#platform/ledger/store-watch.js';
import type { ReadinessChecks } from '#platform/server/health.js';
import type { ReadRevision, SubgraphStream, SubgraphTransport } from '#platform/transport/transport.js';
import { SUBGRAPHS, type SubgraphAddress } from './subgraph-definitions.js';

/** All subgraphs in one process. A gateway may be made of them before they are open; then it can ask. */
export interface InProcessGraph extends AsyncDisposable {
  /** Those that are open. */
  readonly subgraphs: ReadonlyMap<string, Subgraph>;
  readonly transportOf: (subgraph: string) => SubgraphTransport;
  /** How to follow a subscription of a subgraph. */
  readonly streamOf: (subgraph: string) => SubgraphStream;
  /** How to read the version of a subgraph. */
  readonly versionOf: (subgraph: string) => ReadRevision;
  readonly readiness: ReadinessChecks;
  /** What the roles that serve may do beyond what serving takes; see `Subgraph.excess`. */
  excess(): readonly string[];
  /** Migrates and opens every subgraph, each on its database, and starts their background work. */
  open(databases: InProcessDatabases): Promise<void>;
}

/** The settings that all subgraphs share. */
export type InProcessGraphOptions = Pick<
  SubgraphOptions,
  'timeouts' | 'logger' | 'durable' | 'onStatement' | 'databaseSettings' | 'subgraphSettings' | 'rowCacheBytes'
>;

/** Where each subgraph finds its database. */
export interface InProcessDatabases {
  readonly databaseUrlOf: (subgraph: string) => string;
  /** See `DatabaseOptions.migrationUrl`. @default `databaseUrlOf` */
  readonly migrationUrlOf?: ((subgraph: string) => string) | undefined;
}

/** Makes and opens the subgraphs. */
export async function openInProcessGraph({
  databaseUrlOf,
  migrationUrlOf,
  ...options
}: InProcessGraphOptions & InProcessDatabases): Promise<InProcessGraph> {
  const graph = createInProcessGraph(options);
  try {
    await graph.open({ databaseUrlOf, migrationUrlOf });
    return graph;
  } catch (error) {
    await graph[Symbol.asyncDispose]();
    throw error;
  }
}

/** Makes the subgraphs, not yet open. */
export function createInProcessGraph(options: InProcessGraphOptions): InProcessGraph {
  const subgraphs = new Map<string, Subgraph>();
  const wakeUps = new Map(SUBGRAPHS.map((place) => [place.definition.name, createLedgerWakeUp()]));
  const watches = new Map<string, StoreWatch>();
  const lanes = new Map<string, ReadingLanes>();
  const { reads, readConnections: connections } = options.databaseSettings ?? {};
  const lanesTo = (url: string): ReadingLanes | undefined => {
    if (reads === 'plain') return undefined;
    const known = lanes.get(url) ?? openReadingLanes({ url, timeouts: options.timeouts, connections });
    lanes.set(url, known);
    return known;
  };
  const opened = (name: string): Subgraph => {
    const subgraph = subgraphs.get(name);
    if (subgraph === undefined) throw new Error(`There is no subgraph ${name} in this process.`);
    return subgraph;
  };
  const transportOf =
    (name: string): SubgraphTransport =>
    (request) =>
      opened(name).execute(request);
  const open = async (
    { definition }: SubgraphAddress,
    { databaseUrlOf, migrationUrlOf }: InProcessDatabases,
  ): Promise<Subgraph> => {
    const { name } = definition;
    const databaseUrl = databaseUrlOf(name);
    const subgraph = await openSubgraph(definition, {
      ...options,
      databaseUrl,
      migrationUrl: migrationUrlOf?.(name),
      lanes: lanesTo(databaseUrl),
      transportOf,
      watch({ manager }) {
        const watch = watches.get(databaseUrl) ?? createStoreWatch(manager);
        watches.set(databaseUrl, watch);
        return watch;
      },
      ledgerGrown: (subgraph) => wakeUps.get(subgraph)?.next() ?? new Promise(() => {}),
    });
    subgraph.database.onCommit(() => wakeUps.get(name)?.notify());
    return subgraph;
  };
  return {
    subgraphs,
    transportOf,
    streamOf: (name) => (request) => opened(name).subscribe(request),
    versionOf: (name) => () => opened(name).readRevision(),
    readiness: Object.fromEntries(
      SUBGRAPHS.map(({ definition: { name } }) => [name, async () => opened(name).ready()]),
    ),
    excess: () => [...new Set([...subgraphs.values()].flatMap((subgraph) => subgraph.excess))],
    async open(databases) {
      // While the database answers one, the schema of the next is built.
      const opening = await Promise.allSettled(SUBGRAPHS.map((place) => open(place, databases)));
      for (const one of opening) if (one.status === 'fulfilled') subgraphs.set(one.value.name, one.value);
      for (const one of opening) if (one.status === 'rejected') throw one.reason;
      for (const subgraph of subgraphs.values()) await subgraph.start();
    },
    async [Symbol.asyncDispose]() {
      // The catalog first: it asks the others.
      for (const subgraph of [...subgraphs.values()].reverse()) await subgraph[Symbol.asyncDispose]();
      for (const shared of lanes.values()) await shared.close();
    },
  };
}
