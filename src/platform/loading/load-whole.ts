import { parseLarge } from '../database/rows/row-shape.js';
import type { RowLoader } from './loader.js';

/**
 * The whole of a row that may have been read without its large columns: the row itself where it has them, else read by
 * its id. A row that was just written has them; in a dry run it could not be read any more, for it is rolled back.
 * @param large one of the columns that are left out
 */
export async function loadWhole<Whole extends object>(
  row: Partial<Whole> & { readonly id: string },
  large: keyof Whole,
  wholeById: RowLoader<Whole>,
): Promise<Whole> {
  if (large in row) return row as Whole;
  const whole = await wholeById.load(row.id);
  if (whole === null) throw new Error(`the row ${row.id} was read, and is not in the store`);
  return whole;
}

/**
 * A large column of such a row; where it is long it is parsed in turns of the event loop.
 * @param wholeById loads the row where it was read without the column
 */
export async function loadLarge<Whole extends object, Large extends keyof Whole & string>(
  row: Partial<Whole> & { readonly id: string },
  large: Large,
  wholeById: RowLoader<Whole>,
): Promise<Whole[Large]> {
  const whole = await loadWhole(row, large, wholeById);
  await parseLarge(whole, large);
  return whole[large];
}
