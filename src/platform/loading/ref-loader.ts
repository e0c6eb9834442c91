import DataLoader from 'dataloader';
import type { RowLoader } from './loader.js';

/** Finds which id each ref selects; a ref that selects nothing is not in the map. */
export type IdsByRef = (refs: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** A loader of versions by ref: one statement finds the ids, the loader by id reads the rows. */
export function createRefLoader<Row>(idsByRef: IdsByRef, rowById: RowLoader<Row>): RowLoader<Row> {
  return new DataLoader(async (refs) => {
    const ids = await idsByRef(refs);
    return Promise.all(
      refs.map((ref) => {
        const id = ids.get(ref);
        return id === undefined ? null : rowById.load(id);
      }),
    );
  });
}
