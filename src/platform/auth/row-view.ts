import { type Rights, sees } from './rights.js';

/** A row that says where it belongs: by its ref, or by its name. */
export type NamedRow = { readonly ref: string } | { readonly name: string };

/** A row as a caller sees it; null where it may not be seen. */
export type View<Row> = (row: Row) => Row | null;

/** The same of any row that has a name. Undefined where nothing is hidden, which is nearly always. */
export type NamedView = (<Row extends NamedRow>(row: Row) => Row | null) | undefined;

/** Rows as the caller with these rights sees them. */
export function viewOf(rights: Rights): NamedView {
  if (rights.hidden.length === 0) return undefined;
  return (row) => (sees(rights, nameOfRow(row)) ? row : null);
}

/** The ref of a row, or its name: a run has both, and its name is for people. */
export function nameOfRow(row: NamedRow): string {
  return 'ref' in row ? row.ref : row.name;
}
