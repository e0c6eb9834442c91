import type { ReadRevision } from '#platform/transport/transport.js';
import { withTimeout } from '#platform/transport/with-timeout.js';
import { sharedRead } from './shared-read.js';

/** The revision of all that the subgraphs can answer, at one moment, as a text. */
export interface StoreRevision {
  /** Equal texts mean that the same query has the same answer. */
  readonly text: string;
  /** Whether the text speaks for this subgraph; what another one answers cannot be cached. */
  covers(subgraph: string): boolean;
  /** The revision of one subgraph; null where it has none. */
  of(subgraph: string): string | null;
}

/** Reads the revision of the whole store now; null where a subgraph that has one does not answer. */
export type ReadStoreRevision = () => Promise<StoreRevision | null>;

/** A subgraph that has a revision, under every name it goes by. */
export interface RevisionSource {
  readonly names: readonly string[];
  readonly read: ReadRevision;
}

/** How long the revisions may take to come, in milliseconds: without them an operation is only executed anew. */
const REVISION_TIMEOUT_MS = 1_000;

/** Joins the revisions of the subgraphs, and that of the supergraph itself. */
export function createReadRevision(supergraph: string, subgraphs: readonly RevisionSource[]): ReadStoreRevision {
  const places = new Map(subgraphs.flatMap(({ names }, index) => names.map((name) => [name, index])));
  return sharedRead(async () => {
    try {
      const revisions = await withTimeout(Promise.all(subgraphs.map(({ read }) => read())), REVISION_TIMEOUT_MS);
      const of = (subgraph: string) => revisions[places.get(subgraph) ?? -1] ?? null;
      return { text: [supergraph, ...revisions].join(' '), covers: (subgraph) => of(subgraph) !== null, of };
    } catch {
      // The operation will meet the subgraph that does not answer, and its error names it.
      return null;
    }
  });
}
