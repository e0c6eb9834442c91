import { v5 as uuid } from 'uuid';
import type { LineageNodeFact } from '../../../src/platform/ledger/ledger-event.js';
import type { LineageWay } from './lineage.enums.js';

/** The edge from a dataset version to a column of it. */
export const COLUMN_OF = 'COLUMN_OF';
/** The edge from a column to what read it. */
export const READ = 'READ';

/** The relation of every edge that leads to a column, and of no other: a walk without it meets none but its root. */
export function relationToColumns(way: LineageWay): string {
  return way === 'UPSTREAM' ? READ : COLUMN_OF;
}

/** The node of a column: its id follows from the dataset version and its name, so every projection has the same. */
export function columnNode({ id, ref }: Pick<LineageNodeFact, 'id' | 'ref'>, name: string): LineageNodeFact {
  return { kind: 'COLUMN', id: uuid(name, id), ref: `${ref}#${name}` };
}

/** The dataset version's part and the column's of a ref such as `fraud/transactions@1.1.0#amount`; null for any other. */
export function parseColumnRef(ref: string): { readonly dataset: string; readonly name: string } | null {
  // A name and a version never have a #, but a column may.
  const end = ref.indexOf('#');
  if (end < 1 || end === ref.length - 1) return null;
  return { dataset: ref.slice(0, end), name: ref.slice(end + 1) };
}
