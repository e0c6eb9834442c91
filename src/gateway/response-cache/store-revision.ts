import type { ReadVersion } from '#platform/transport/transport.js';
import { withTimeout } from '#platform/transport/with-timeout.js';
import { sharedRead } from './shared-read.js';

/** All that the subgraphs can answer, at one moment, as a version. */
export interface StoreVersion {
  /** Equal texts mean that the same query has the same answer. */
  readonly text: string;
  /** Whether the text speaks for this subgraph; what another one says cannot be kept. */
  covers(subgraph: string): boolean;
}

/** Reads the version of the whole store now; null where a subgraph that has told one does not answer. */
export type ReadStoreVersion = () => Promise<StoreVersion | null>;

/** A subgraph that tells its version, under every name it goes by. */
export interface VersionedSubgraph {
  readonly names: readonly string[];
  readonly read: ReadVersion;
}

/** How long the versions may take to come, in milliseconds: without them an operation is only executed anew. */
const PATIENCE = 1_000;

/** Joins the versions of the subgraphs, and that of the supergraph itself. */
export function createStoreVersion(supergraph: string, subgraphs: readonly VersionedSubgraph[]): ReadStoreVersion {
  return sharedRead(async () => {
    try {
      const versions = await withTimeout(Promise.all(subgraphs.map(({ read }) => read())), PATIENCE);
      const covered = new Set(subgraphs.flatMap(({ names }, index) => (versions[index] === null ? [] : names)));
      return { text: [supergraph, ...versions].join(' '), covers: (subgraph) => covered.has(subgraph) };
    } catch {
      // The operation finds out for itself who does not answer, and says it better.
      return null;
    }
  });
}
