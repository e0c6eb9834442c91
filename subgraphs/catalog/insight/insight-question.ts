import type { InsightTime } from './insight-time.js';

/** A part of the registry, by the key of its counts, and a time. */
export interface InsightQuestion {
  readonly part: string;
  readonly time: InsightTime;
}
