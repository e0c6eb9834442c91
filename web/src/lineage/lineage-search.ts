import { question } from '../api/query';
import { type Given, textIn, wordIn } from '../search-params';
import { LineageDocument, type LineageKind } from './lineage.document';

/** Which ways a lineage may go. */
export const DIRECTIONS = ['both', 'up', 'down'] as const;

/** The kinds that are shown; columns stand in their datasets. */
export const LINEAGE_KINDS: readonly LineageKind[] = [
  ...(['DATASET_VERSION', 'ENVIRONMENT_VERSION', 'RUN', 'LOGGED_MODEL', 'MODEL_VERSION', 'DEPLOYMENT'] as const),
];

/** How many steps away, where nothing else is said. */
export const DEPTH = 10;

/** The address of a lineage. */
export interface LineageSearch {
  readonly of?: string | undefined;
  readonly dir?: 'up' | 'down' | undefined;
  readonly depth?: string | undefined;
  readonly kind?: LineageKind | undefined;
}

/** Reads it. */
export function readLineageSearch(given: Given): LineageSearch {
  const depth = Number(textIn(given, 'depth'));
  return {
    of: textIn(given, 'of'),
    dir: wordIn(given, 'dir', ['up', 'down']),
    depth: Number.isInteger(depth) && depth >= 1 && depth <= 100 && depth !== DEPTH ? String(depth) : undefined,
    kind: wordIn(given, 'kind', LINEAGE_KINDS),
  };
}

const WAYS = { up: 'UPSTREAM', down: 'DOWNSTREAM', both: 'BOTH' } as const;

/** What a lineage asks. */
export function lineageQuestion(search: LineageSearch & { readonly asOf?: string | undefined }) {
  const { of = '', dir = 'both', depth, kind, asOf } = search;
  return question(LineageDocument, {
    of,
    direction: WAYS[dir],
    depth: depth === undefined ? DEPTH : Number(depth),
    kinds: kind === undefined ? LINEAGE_KINDS : [kind],
    asOf,
  });
}
