import { LRUCache } from 'lru-cache';
import { cutWhole } from '../database/row-shape.js';

/** Rows of one kind that never change, by key. */
export interface SealedRowsOf<Row> {
  get(key: string): Row | undefined;
  /** Only what is committed and can never change: it is given to every request from now on. */
  keep(key: string, row: Row): void;
}

/** Rows that never change, in the memory of this process. What was looked at last stays longest. */
export interface SealedRows {
  of<Row extends object | string>(kind: string): SealedRowsOf<Row>;
}

/**
 * Keeps sealed rows up to a size. Nothing is ever invalidated, because the database refuses to change them; that there
 * is no such row is never remembered, because there may be one tomorrow.
 * @param maxBytes about how much memory they take; 0 keeps none
 */
export function createSealedRows(maxBytes: number): SealedRows {
  if (maxBytes === 0) return { of: () => ({ get: () => undefined, keep: () => {} }) };
  const rows = new LRUCache<string, object | string>({
    maxSize: maxBytes,
    sizeCalculation: (row, key) => key.length + sizeOf(row),
  });
  return {
    of: <Row extends object | string>(kind: string): SealedRowsOf<Row> => ({
      get: (key) => rows.get(`${kind} ${key}`) as Row | undefined,
      keep: (key, row) => {
        if (typeof row === 'object') cutWhole(row);
        rows.set(`${kind} ${key}`, row);
      },
    }),
  };
}

/** What a property or an element costs beside its value, about. */
const SLOT = 16;

/** About how many bytes of memory a value takes. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return SLOT + value.length;
  if (typeof value !== 'object' || value === null) return SLOT;
  // Own keys with symbols: a manifest that nobody has looked at stands under one, as text.
  let size = 2 * SLOT;
  for (const key of Reflect.ownKeys(value)) size += SLOT + sizeOf((value as Record<string | symbol, unknown>)[key]);
  return size;
}
