import { type Rights, sees } from './rights.js';

/** A row that says where it belongs: by its ref, or by its name. */
export type NamedRow = { readonly ref: string } | { readonly name: string };

/** Whether a row may be seen; undefined where all may, which is nearly always: then nothing is asked of any row. */
export type SeesRow = ((row: NamedRow) => boolean) | undefined;

/** Which rows these rights let their caller see. */
export function seesRows(rights: Rights): SeesRow {
  if (rights.hidden.length === 0) return undefined;
  return (row) => sees(rights, nameOfRow(row));
}

/** The ref of a row, or its name: a run has both, and its name is for people. */
export function nameOfRow(row: NamedRow): string {
  return 'ref' in row ? row.ref : row.name;
}
