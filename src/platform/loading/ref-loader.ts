import DataLoader from 'dataloader';
import { parseRef } from '../refs/ref.js';
import type { RowLoader } from './loader.js';

/** Finds which id each ref selects; a ref that selects nothing is not in the map. */
export type IdsByRef = (refs: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/**
 * A loader of versions by ref: one statement finds the ids, the loader by id reads the rows. A text that is not a ref
 * is refused for itself alone: the refs it was asked with are found.
 */
export function createRefLoader<Row>(idsByRef: IdsByRef, rowById: RowLoader<Row>): RowLoader<Row> {
  return new DataLoader(async (texts) => {
    const faults = texts.map(faultOf);
    const refs = texts.filter((_, index) => faults[index] === null);
    const ids = refs.length === 0 ? new Map<string, string>() : await idsByRef(refs);
    return Promise.all(
      texts.map((text, index) => {
        const id = ids.get(text);
        return faults[index] ?? (id === undefined ? null : rowById.load(id));
      }),
    );
  });
}

function faultOf(text: string): Error | null {
  try {
    parseRef(text);
    return null;
  } catch (error) {
    return error as Error;
  }
}
