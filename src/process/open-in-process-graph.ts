import { openSubgraph, type Subgraph, type SubgraphOptions } from '../platform/federation/open-subgraph.js';
import type { ReadVersion, SubgraphStream, SubgraphTransport } from '../platform/federation/transport.js';
import { createLedgerBell } from '../platform/ledger/ledger-bell.js';
import { createVersionReader, type VersionReader } from '../platform/ledger/version-reader.js';
import type { ReadinessChecks } from '../platform/server/health.js';
import { supergraphOf } from './built-supergraph.js';
import { defaultUrl, SUBGRAPHS, type SubgraphPlace } from './subgraph-definitions.js';

/** All subgraphs in one process, composed. */
export interface InProcessGraph extends AsyncDisposable {
  /** What a gateway reads. */
  readonly supergraphSdl: string;
  readonly subgraphs: ReadonlyMap<string, Subgraph>;
  readonly transportOf: (subgraph: string) => SubgraphTransport;
  /** How to follow a subscription of a subgraph. */
  readonly streamOf: (subgraph: string) => SubgraphStream | undefined;
  /** How to read the version of a subgraph. */
  readonly versionOf: (subgraph: string) => ReadVersion | undefined;
  readonly readiness: ReadinessChecks;
}

/** What opening them takes. */
export type InProcessGraphOptions = Pick<
  SubgraphOptions,
  'timeouts' | 'logger' | 'durable' | 'onStatement' | 'poolSize' | 'rowCacheBytes'
> & {
  /** The database of a subgraph. */
  readonly databaseUrlOf: (subgraph: string) => string;
};

/** Migrates and opens every subgraph in this process and starts their background work. */
export async function openInProcessGraph(options: InProcessGraphOptions): Promise<InProcessGraph> {
  const subgraphs = new Map<string, Subgraph>();
  const bells = new Map(SUBGRAPHS.map((place) => [place.definition.name, createLedgerBell()]));
  const readers = new Map<string, VersionReader>();
  const transportOf = (name: string): SubgraphTransport => {
    const subgraph = subgraphs.get(name);
    if (subgraph === undefined) throw new Error(`There is no subgraph ${name} in this process.`);
    return subgraph.execute;
  };
  const close = async () => {
    // The catalog first: it asks the others.
    for (const subgraph of [...subgraphs.values()].reverse()) await subgraph[Symbol.asyncDispose]();
  };
  const open = async ({ definition }: SubgraphPlace): Promise<Subgraph> => {
    const { name } = definition;
    const databaseUrl = options.databaseUrlOf(name);
    const subgraph = await openSubgraph(definition, {
      ...options,
      databaseUrl,
      transportOf,
      versions({ manager }) {
        const reader = readers.get(databaseUrl) ?? createVersionReader(manager);
        readers.set(databaseUrl, reader);
        return reader;
      },
      ledgerGrown: (subgraph) => bells.get(subgraph)?.rung() ?? new Promise(() => {}),
    });
    subgraph.database.onCommit(() => bells.get(name)?.ring());
    return subgraph;
  };
  let supergraphSdl: string;
  try {
    // While the database answers one, the schema of the next is built.
    const opened = await Promise.allSettled(SUBGRAPHS.map(open));
    for (const one of opened) if (one.status === 'fulfilled') subgraphs.set(one.value.name, one.value);
    for (const one of opened) if (one.status === 'rejected') throw one.reason;
    for (const subgraph of subgraphs.values()) await subgraph.start();
    supergraphSdl = await supergraphOf(() =>
      Promise.all(
        SUBGRAPHS.map(async (place) => {
          const { name } = place.definition;
          return { name, sdl: (await subgraphs.get(name)?.sdl()) ?? '', url: defaultUrl(place) };
        }),
      ),
    );
  } catch (error) {
    await close();
    throw error;
  }
  return {
    subgraphs,
    supergraphSdl,
    transportOf,
    streamOf: (name) => subgraphs.get(name)?.subscribe,
    versionOf: (name) => subgraphs.get(name)?.readVersion,
    readiness: Object.fromEntries([...subgraphs.values()].map((subgraph) => [subgraph.name, () => subgraph.ready()])),
    [Symbol.asyncDispose]: close,
  };
}
