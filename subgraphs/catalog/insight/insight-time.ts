import type { InsightScope } from './insight-scope.js';

/** A time as PostgreSQL takes it, the ends that are left out included. */
export type Moment = Date | 'infinity' | '-infinity';

/** From a moment on, and before another. */
export interface Span {
  readonly from: Moment;
  readonly to: Moment;
}

/** A time in days that lie in it whole, whose counts stand, and what it has of other days, at most two. */
export interface InsightTime {
  readonly whole: Span;
  readonly edges: readonly Span[];
  readonly all: Span;
}

const DAY = 86_400_000;
const NEVER: Span = { from: 'infinity', to: '-infinity' };

/** Splits the time that is asked about; days are those of UTC. */
export function insightTime({ since, until }: Pick<InsightScope, 'since' | 'until'>): InsightTime {
  const all: Span = { from: since ?? '-infinity', to: until ?? 'infinity' };
  if (since !== null && until !== null && since >= until) return { whole: NEVER, edges: [], all: NEVER };
  const firstDay = since === null ? null : new Date(Math.ceil(since.getTime() / DAY) * DAY);
  const lastDay = until === null ? null : new Date(Math.floor(until.getTime() / DAY) * DAY);
  if (firstDay !== null && lastDay !== null && firstDay > lastDay) return { whole: NEVER, edges: [all], all };
  const before = { from: all.from, to: firstDay ?? '-infinity' } as const;
  const behind = { from: lastDay ?? 'infinity', to: all.to } as const;
  const edges = [before, behind].filter(({ from, to }) => from < to && from instanceof Date && to instanceof Date);
  return { whole: { from: firstDay ?? '-infinity', to: lastDay ?? 'infinity' }, edges, all };
}
