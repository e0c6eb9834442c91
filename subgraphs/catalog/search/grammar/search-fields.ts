import { queryError, quoted } from './query-error.js';

/** How the values of a field are compared. */
export type FieldType =
  /** Texts: equal, or like a pattern with `*`. */
  | 'text'
  /** Moments and periods of the calendar. */
  | 'date'
  /** Numbers of the key behind the dot. */
  | 'metric'
  /** Numbers or texts of the key behind the dot. */
  | 'parameter'
  /** A key, and where it is given its value: `tag:stage=final`. */
  | 'tag'
  /** Words within a text. */
  | 'note'
  /** A name, and where they are given the bounds of its version: `package:numpy>=1.26,<2`. */
  | 'package'
  /** A ref or id of something in the lineage. */
  | 'lineage';

/** Every field of the grammar. */
export const SEARCH_FIELDS = {
  name: 'text',
  model: 'text',
  namespace: 'text',
  author: 'text',
  tag: 'tag',
  note: 'note',
  status: 'text',
  alias: 'text',
  architecture: 'text',
  parameter: 'parameter',
  metric: 'metric',
  dataset: 'text',
  package: 'package',
  commit: 'text',
  digest: 'text',
  created: 'date',
  experiment: 'text',
  kind: 'text',
  downstreamOf: 'lineage',
  upstreamOf: 'lineage',
} as const satisfies Record<string, FieldType>;
export type SearchField = keyof typeof SEARCH_FIELDS;

const FIELDS = Object.keys(SEARCH_FIELDS) as SearchField[];

/**
 * The field of that name, in whichever case it is written.
 * @throws {PedigraphError} BAD_USER_INPUT naming the nearest field and all of them.
 */
export function fieldNamed(name: string, column: number): SearchField {
  const wanted = name.toLowerCase();
  const found = FIELDS.find((field) => field.toLowerCase() === wanted);
  if (found !== undefined) return found;
  const nearest = FIELDS.map((field) => ({ field, distance: distance(wanted, field.toLowerCase()) })).sort(
    (a, b) => a.distance - b.distance,
  )[0];
  const hint = nearest !== undefined && nearest.distance <= 2 ? `, the nearest of which is ${nearest.field}` : '';
  throw queryError(
    `one of the fields ${FIELDS.join(', ')}${hint} (text that holds a colon stands in quotes)`,
    `${quoted(name)} came`,
    column,
  );
}

/** Levenshtein's: how many letters have to change. Words far longer than a field are far from all of them. */
function distance(a: string, b: string): number {
  if (a.length > 30) return a.length;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? a.length;
}
