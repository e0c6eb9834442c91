import { nearestWords } from '#subgraphs/catalog/spelling/nearest-words.js';
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
  /** People who are named: texts, or patterns with `*`. */
  | 'owner'
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
  owner: 'owner',
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
  const [nearest] = nearestWords(wanted, FIELDS, 1);
  const hint = nearest === undefined ? '' : `, the nearest of which is ${nearest}`;
  throw queryError(
    `one of the fields ${FIELDS.join(', ')}${hint} (text that holds a colon stands in quotes)`,
    `${quoted(name)} came`,
    column,
  );
}
