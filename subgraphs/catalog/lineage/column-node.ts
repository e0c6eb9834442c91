import { v5 as uuid } from 'uuid';
import type { LineageNodeFact } from '#platform/database/new-ledger-event.js';
import { columnRef } from '#values/column-ref.js';
import type { LineageWay } from './lineage.enums.js';

/** The edge from a dataset version to a column of it. */
export const COLUMN_OF = 'COLUMN_OF';
/** The edge from a column to what read it. */
export const READ = 'READ';
/** The edge from a column to one that was made from it. */
export const DERIVED_FROM = 'DERIVED_FROM';

/** The relation of every edge from another thing to a column, and of no other: a walk without it meets no column but its
 * root and what that was made from, or came of it. */
export function relationToColumns(way: LineageWay): string {
  return way === 'UPSTREAM' ? READ : COLUMN_OF;
}

/** The node of a column: its id follows from the dataset version and its name, so every projection has the same. */
export function columnNode({ id, ref }: Pick<LineageNodeFact, 'id' | 'ref'>, name: string): LineageNodeFact {
  return { kind: 'COLUMN', id: uuid(name, id), ref: columnRef({ dataset: ref, name }) };
}
