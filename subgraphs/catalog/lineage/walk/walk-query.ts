import type { LineageWay } from '../lineage.enums.js';

/** How far each ledger has been read, by subgraph. */
export type LedgerPositions = Readonly<Record<string, number>>;

/** Which part of the walks from some nodes to read. */
export interface WalkQuery {
  readonly roots: readonly string[];
  readonly way: LineageWay;
  /** How many steps away at most. */
  readonly depth: number;
  /** Nodes of each walk to pass over: those of the pages before. */
  readonly skip: number;
  /** Nodes of each walk at most, behind those; the root is the first of a walk. */
  readonly first: number;
  /** Kinds of nodes that are not walked past. */
  readonly stopAt: readonly string[];
  /** Only what was recorded by this moment; null is any. */
  readonly asOf: Date | null;
  /** Only what the catalog knew when it had read the ledgers so far; null is all it knows. */
  readonly knownAt: LedgerPositions | null;
  /** Whether columns are passed over, but for a root. */
  readonly withoutColumns: boolean;
}
