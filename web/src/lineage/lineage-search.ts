import { question } from '../api/query';
import { type Given, listed, textIn, wordIn } from '../search-params';
import { LineageDocument, type LineageKind } from './lineage.document';

/** Which ways a lineage may go. */
export const DIRECTIONS = ['both', 'up', 'down'] as const;

/** The kinds that are shown; columns are, where somebody wants them. */
export const LINEAGE_KINDS: readonly LineageKind[] = [
  ...(['DATASET_VERSION', 'ENVIRONMENT_VERSION', 'RUN', 'LOGGED_MODEL', 'MODEL_VERSION', 'DEPLOYMENT'] as const),
];

/** How many steps away, where nothing else is said. */
export const DEPTH = 10;

/** How many things each way: where nothing else is said, and at most. */
export const FIRST = 1_000;
export const MOST = 5_000;

/** The address of a lineage: what is asked, and what of the answer is seen. */
export interface LineageSearch {
  readonly of?: string | undefined;
  readonly dir?: 'up' | 'down' | undefined;
  readonly depth?: string | undefined;
  readonly kind?: LineageKind | undefined;
  readonly columns?: 'shown' | undefined;
  readonly first?: string | undefined;
  /** The table alone. @default the picture, and the table below it where it is short */
  readonly view?: 'table' | undefined;
  /** Stacks that are open, by their keys. */
  readonly open?: string | undefined;
  /** What is looked at, beside the picture: the id of a thing, or the key of a stack. */
  readonly at?: string | undefined;
  /** What is lit: what `at` rests on, what rests on it, or both; of what the lineage is of where nothing is looked at. */
  readonly lit?: 'up' | 'down' | 'both' | undefined;
  /** Two ids, between which every way is lit. */
  readonly path?: string | undefined;
}

/** Reads it. */
export function readLineageSearch(given: Given): LineageSearch {
  const depth = Number(textIn(given, 'depth'));
  return {
    of: textIn(given, 'of'),
    dir: wordIn(given, 'dir', ['up', 'down']),
    depth: Number.isInteger(depth) && depth >= 1 && depth <= 100 ? String(depth) : undefined,
    kind: wordIn(given, 'kind', LINEAGE_KINDS),
    columns: wordIn(given, 'columns', ['shown']),
    first: wordIn(given, 'first', [String(MOST)]),
    view: wordIn(given, 'view', ['table']),
    open: textIn(given, 'open'),
    at: textIn(given, 'at'),
    lit: wordIn(given, 'lit', ['up', 'down', 'both']),
    path: listed(textIn(given, 'path')).length === 2 ? textIn(given, 'path') : undefined,
  };
}

const WAYS = { up: 'UPSTREAM', down: 'DOWNSTREAM', both: 'BOTH' } as const;

/** The part of an address that is asked. */
export type AskedLineage = Pick<LineageSearch, 'of' | 'dir' | 'depth' | 'kind' | 'columns' | 'first'> & {
  readonly asOf?: string | undefined;
};

/** Takes it out of an address, so that what is only looked at asks for nothing. */
export function askedOf({ of, dir, depth, kind, columns, first, asOf }: AskedLineage): AskedLineage {
  return { of, dir, depth, kind, columns, first, asOf };
}

/** The kinds that are asked for: columns only where somebody wants them, or where it is of one. */
export function kindsAsked({ of = '', kind, columns }: Pick<LineageSearch, 'of' | 'kind' | 'columns'>) {
  const kinds = kind === undefined ? LINEAGE_KINDS : [kind];
  return columns === undefined && !of.includes('#') ? kinds : [...kinds, 'COLUMN' as const];
}

/** What a lineage asks. */
export function lineageQuestion({ of = '', dir, depth, kind, columns, first, asOf }: AskedLineage) {
  return question(LineageDocument, {
    of,
    direction: WAYS[dir ?? 'both'],
    depth: depth === undefined ? DEPTH : Number(depth),
    first: first === undefined ? FIRST : Number(first),
    kinds: kindsAsked({ of, kind, columns }),
    asOf,
  });
}
