import type { SourceObserver } from '#integrations/importing/problem.js';
import type { ForeignTree } from '#integrations/reading/foreign-tree.js';
import type { Unread } from './unread.js';

/** What a run is read with. */
export interface RunReading {
  readonly tree: ForeignTree;
  readonly observer: SourceObserver;
  /** Receives what is there and has no place in a run. */
  readonly unread: Unread;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A run that wrote nothing for so long, and no end either, is taken to have crashed. */
  readonly crashedAfterMs: number;
}
