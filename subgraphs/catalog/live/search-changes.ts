import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { SearchKind } from '../search/search.enums.js';
import { resultOf } from '../search/search.type.js';
import type { FoundRow } from '../search/search-query.repository.js';
import type { HeadsWatch } from './heads-watch.js';
import type { SearchChange } from './live.types.js';

/** The most results of a search that can be followed. */
export const MAX_FOLLOWED = 1_000;

/** What following a search takes. */
export interface SearchChangesOptions {
  /** All that the search finds now, one more than can be followed at most. */
  readonly find: () => Promise<readonly FoundRow[]>;
  /** What the subscriber knows as results; null: what it finds at the beginning. */
  readonly known: readonly Pick<FoundRow, 'id' | 'kind'>[] | null;
  readonly watch: HeadsWatch;
  readonly signal: AbortSignal | undefined;
}

/**
 * What enters and leaves the results of a search, as it happens. What did both between two looks is not reported.
 * @throws {PedigraphError} BAD_USER_INPUT where it finds more than can be followed.
 */
export async function* searchChanges(options: SearchChangesOptions): AsyncGenerator<SearchChange, void> {
  const { known, watch, signal } = options;
  let heads = await watch.read();
  let found = await findAll(options);
  let before = known === null ? found : kindById(known);
  for (;;) {
    for (const change of changesBetween(before, found)) yield { ...change, positions: heads };
    before = found;
    heads = await watch.after(heads, signal);
    found = await findAll(options);
  }
}

type Found = ReadonlyMap<string, SearchKind>;

async function findAll({ find }: SearchChangesOptions): Promise<Found> {
  const rows = await find();
  if (rows.length > MAX_FOLLOWED) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected a search that finds at most ${MAX_FOLLOWED} things, but this one finds more: narrow it, such as by name, tag or status.`,
      { max: MAX_FOLLOWED },
    );
  }
  return kindById(rows);
}

function kindById(rows: readonly Pick<FoundRow, 'id' | 'kind'>[]): Found {
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}

function* changesBetween(before: Found, after: Found): Generator<Omit<SearchChange, 'positions'>> {
  for (const [id, kind] of before) {
    if (!after.has(id)) yield { transition: 'LEFT', id, node: resultOf(kind, id) };
  }
  for (const [id, kind] of after) {
    if (!before.has(id)) yield { transition: 'ENTERED', id, node: resultOf(kind, id) };
  }
}
