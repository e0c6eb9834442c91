/** A run as a test knows it. */
export interface PlainRun {
  readonly id: string;
  readonly experiment: string;
  readonly isArchived: boolean;
  readonly attributes: Readonly<Record<string, string | null>>;
  readonly moments: Readonly<Record<string, Date | null>>;
  /** As they were given. */
  readonly values: ReadonlyMap<string, unknown>;
  /** As texts. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  /** Their last values. */
  readonly metrics: ReadonlyMap<string, number>;
  readonly extremes: ReadonlyMap<string, { readonly min: number; readonly max: number }>;
  readonly datasets: readonly Readonly<Record<string, string>>[];
}

/** A condition as a client sends it. */
export interface Condition {
  readonly subject: string;
  readonly key: string;
  readonly operator: string;
  readonly value?: unknown;
}

/** An order as a client sends it. */
export interface Order {
  readonly subject: string;
  readonly key: string;
  readonly direction: string;
}

/** What the search of runs finds, worked out run by run. */
export function searchPlainly(
  runs: readonly PlainRun[],
  conditions: readonly Condition[],
  orderBy: readonly Order[],
): string[] {
  const found = runs.filter((run) => conditions.every((condition) => holds(run, condition)));
  return found.sort((a, b) => compareRuns(a, b, orderBy)).map(({ id }) => id);
}

function compareRuns(a: PlainRun, b: PlainRun, orderBy: readonly Order[]): number {
  for (const { subject, key, direction } of orderBy) {
    const [one, other] = [readOf(a, subject, key), readOf(b, subject, key)];
    const byRank = rankOf(one) - rankOf(other);
    if (byRank !== 0) return byRank;
    if (rankOf(one) > 0) continue;
    const byValue = compareValues(one!, other!);
    if (byValue !== 0) return direction === 'DESC' ? -byValue : byValue;
  }
  const namesStart = orderBy.some(({ subject, key }) => subject === 'ATTRIBUTE' && key === 'startedAt');
  const byStart = namesStart ? 0 : Number(b.moments['startedAt']) - Number(a.moments['startedAt']);
  return byStart || compareValues(a.id, b.id);
}

/** A value that runs are compared by. */
export type Value = string | number;

/** What a run has of a subject; null where it has none. */
export function readOf(run: PlainRun, subject: string, key: string): Value | null {
  if (subject === 'METRIC') return run.metrics.get(key) ?? null;
  if (subject === 'PARAMETER') return run.parameters.get(key) ?? null;
  if (subject === 'TAG') return run.tags.get(key) ?? null;
  if (key === 'durationSeconds') {
    const { startedAt, endedAt } = run.moments;
    return endedAt ? (Number(endedAt) - Number(startedAt)) / 1_000 : null;
  }
  return key in run.moments ? (run.moments[key]?.getTime() ?? null) : (run.attributes[key] ?? null);
}

/** What has none comes last, NaN before it. */
export function rankOf(value: Value | null): number {
  return value === null ? 2 : Number.isNaN(value) ? 1 : 0;
}

/** Texts by their code points. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

function holds(run: PlainRun, condition: Condition): boolean {
  const { subject, key, operator } = condition;
  if (subject !== 'DATASET') return holdsOf(readOf(run, subject, key), condition);
  const values = run.datasets.map((dataset) => dataset[key]!);
  if (operator === 'IS_NULL') return values.length === 0;
  return values.some((value) => holdsOf(value, condition));
}

function holdsOf(there: Value | null, { subject, key, operator, value }: Condition): boolean {
  if (operator === 'IS_NULL') return there === null;
  if (there === null) return false;
  if (operator === 'IS_NOT_NULL') return true;
  if (operator === 'IN') return (value as unknown[]).some((one) => isEqual(there, one));
  if (operator === 'NOT_IN') {
    const isComparable = typeof (value as unknown[])[0] !== 'number' || asNumber(there) !== null;
    return isComparable && !(value as unknown[]).some((one) => isEqual(there, one));
  }
  if (operator === 'LIKE' || operator === 'ILIKE') return isLike(String(there), String(value), operator);
  const isMoment = subject === 'ATTRIBUTE' && key.endsWith('At');
  const given = isMoment && typeof value === 'string' ? new Date(value).getTime() : value;
  if (operator === 'EQ') return isEqual(there, given);
  const isText = typeof there === 'string';
  if (operator === 'NE')
    return (!isText || typeof given === 'string' || asNumber(there) !== null) && !isEqual(there, given);
  const [number, limit] = [asNumber(there), Number(given)];
  if (number === null) return false;
  return { GT: number > limit, GE: number >= limit, LT: number < limit, LE: number <= limit }[operator]!;
}

function isEqual(there: Value, given: unknown): boolean {
  if (typeof there === 'string') return typeof given === 'number' ? asNumber(there) === given : there === given;
  return Object.is(there, Number(given)) || there === Number(given);
}

/** A number, or what a text reads as; null where it is none. */
export function asNumber(value: Value): number | null {
  if (typeof value === 'number') return value;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,4})?$/i.test(value) ? Number(value) : null;
}

function isLike(text: string, pattern: string, operator: 'LIKE' | 'ILIKE'): boolean {
  const parts = [...pattern].map((character) =>
    character === '%' ? '.*' : character === '_' ? '.' : character.replace(/[\\^$.*+?()[\]{}|]/, '\\$&'),
  );
  return new RegExp(`^${parts.join('')}$`, operator === 'ILIKE' ? 'isu' : 'su').test(text);
}
