import type { CompareQuery } from './compare.document';

/** A comparison, as the API answers it. */
export type Comparison = CompareQuery['compareModelVersions'];

/** A place at which some versions differ from the first. */
export interface DifferenceRow {
  readonly part: string;
  readonly path: string;
  /** What the first version has there. */
  readonly base: unknown;
  /** What each further version has there, by its ref; those that have what the first has are left out. */
  readonly others: ReadonlyMap<string, unknown>;
}

/** The differences by place: a row a place, part by part. */
export function differenceRows({ changes }: Pick<Comparison, 'changes'>): readonly DifferenceRow[] {
  const rows = new Map<string, { part: string; path: string; base: unknown; others: Map<string, unknown> }>();
  for (const { ref, part, path, before, after } of changes) {
    const key = `${part} ${path}`;
    const row = rows.get(key) ?? { part, path, base: before, others: new Map<string, unknown>() };
    row.others.set(ref, after);
    rows.set(key, row);
  }
  return [...rows.values()].sort((one, other) => compare(one.part, other.part) || compare(one.path, other.path));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** How a measured value stands to the first version's. */
export interface Delta {
  readonly sign: '▲' | '▼' | '=';
  readonly by: number;
  readonly tone: 'good' | 'bad' | 'muted';
}

/** The difference of two measured values; undefined where one of them is no finite number. */
export function deltaOf(
  value: number | string | null | undefined,
  base: number | string | null | undefined,
  better: 'HIGHER' | 'LOWER' | 'UNKNOWN',
): Delta | undefined {
  if (typeof value !== 'number' || typeof base !== 'number') return undefined;
  const by = value - base;
  if (by === 0) return { sign: '=', by, tone: 'muted' };
  const isHigher = by > 0;
  const tone = better === 'UNKNOWN' ? 'muted' : isHigher === (better === 'HIGHER') ? 'good' : 'bad';
  return { sign: isHigher ? '▲' : '▼', by, tone };
}
