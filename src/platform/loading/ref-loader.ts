import DataLoader from 'dataloader';
import type { NamedView } from '../auth/row-view.js';
import { parseRef, type Ref, type Selector } from '../refs/ref.js';
import type { RowLoader } from './loader.js';
import type { SealedRowsOf } from './sealed-rows.js';

/** Finds which id each ref selects; a ref that selects nothing is not in the map. */
export type IdsByRef = (refs: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/**
 * A loader of versions by ref: one statement finds the ids, the loader by id reads the rows. A text that is not a ref
 * is refused for itself alone: the refs it was asked with are found.
 * @param sealed the cache for the ids of refs that always select the same row: by version or digest, as of now
 * @param view what is hidden by its name selects nothing, and nobody looks whether it would
 */
export function createRefLoader<Row>(
  idsByRef: IdsByRef,
  rowById: RowLoader<Row>,
  sealed?: SealedRowsOf<string>,
  view?: NamedView,
): RowLoader<Row> {
  return new DataLoader(async (texts) => {
    const refs = texts.map(readRef);
    if (sealed !== undefined && texts.some((text) => sealed.get(text) !== undefined)) await sealed.current();
    const isSeen = (ref: string) => view === undefined || view({ ref }) !== null;
    const asked = texts.filter(
      (text, index) => !(refs[index] instanceof Error) && isSeen(text) && sealed?.get(text) === undefined,
    );
    const found = asked.length === 0 ? new Map<string, string>() : await idsByRef(asked);
    return Promise.all(
      texts.map((text, index) => {
        const ref = refs[index]!;
        if (ref instanceof Error) return ref;
        if (!isSeen(text)) return null;
        const id = sealed?.get(text) ?? found.get(text);
        if (id === undefined) return null;
        if (FOR_EVER.has(ref.selector.kind)) sealed?.keep(text, id);
        return rowById.load(id);
      }),
    );
  });
}

const FOR_EVER: ReadonlySet<Selector['kind']> = new Set(['version', 'digest']);

function readRef(text: string): Ref | Error {
  try {
    return parseRef(text);
  } catch (error) {
    return error as Error;
  }
}
