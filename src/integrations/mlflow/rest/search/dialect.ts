import type { Operator, Subject } from './condition.js';

/** What the filters and the orders of one kind of thing may say; the grammar is that of all. */
export interface Dialect {
  /** What each word before the dot stands for; what stands without a dot is an attribute. */
  readonly words: Readonly<Record<string, Subject>>;
  /** The attributes, by each of their names, with the one that is meant. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Those of them that are numbers. */
  readonly numeric: ReadonlySet<string>;
  /** Those that may be compared with a list. @default every text */
  readonly listed?: ReadonlySet<string>;
  /** The keys of data sets, where there are any. */
  readonly datasetKeys?: ReadonlySet<string>;
  /** The operators of each subject; of attributes, those of texts: numbers have NUMERIC. */
  readonly operators: Readonly<Partial<Record<Subject, readonly Operator[]>>>;
  /** The attributes by which may be ordered. @default all */
  readonly orderable?: ReadonlySet<string>;
}

/** What numbers are compared by. */
export const NUMERIC: readonly Operator[] = ['EQ', 'NE', 'GT', 'GE', 'LT', 'LE'];
/** What texts are compared by. */
export const TEXT: readonly Operator[] = ['EQ', 'NE', 'LIKE', 'ILIKE'];
/** The same, and by whether they are there. */
export const TEXT_OR_NONE: readonly Operator[] = [...TEXT, 'IS_NULL', 'IS_NOT_NULL'];
/** The same, and by lists. */
export const TEXT_OR_LIST: readonly Operator[] = [...TEXT, 'IN', 'NOT_IN'];

/** Each name for itself. */
export function named(...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, name]));
}
