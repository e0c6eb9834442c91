import type { RowLoader } from './loader.js';

/**
 * The whole of a row that may have been read without its large columns: the row itself where it has them, as what was
 * just written has, and may be taken back before it could be read.
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
