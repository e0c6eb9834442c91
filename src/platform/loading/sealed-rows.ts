import { LRUCache } from 'lru-cache';
import { cutWhole } from '../database/rows/row-shape.js';

/** Rows of one kind that never change, by key. */
export interface SealedRowsOf<Row> {
  /** Only once `current` has been awaited: what is cached may be of a past that the store no longer has. */
  get(key: string): Row | undefined;
  /** Only what is committed and can never change: it is given to every request from now on. */
  keep(key: string, row: Row): void;
  /** Resolves once the store was looked at since the request came; undefined where it was already. */
  current(): Promise<unknown> | undefined;
}

/** Rows that never change, as one request sees them. */
export interface SealedRows {
  of<Row extends object | string>(kind: string): SealedRowsOf<Row>;
}

/** An LRU cache of rows that never change, in the memory of this process. */
export interface SealedMemory {
  /**
   * The rows for one request.
   * @param current see `SealedRowsOf.current`
   */
  forRequest(current: () => Promise<unknown> | undefined): SealedRows;
  /** Forgets everything, also what requests under way have read: the store has another past. */
  clear(): void;
}

/**
 * Caches sealed rows up to a size. The database refuses to change them, so a cached one is right for as long as the
 * store has the past it was read from. That there is no such row is never cached, because there may be one tomorrow.
 * @param maxBytes about how much memory they take; 0 caches none
 */
export function createSealedRows(maxBytes: number): SealedMemory {
  if (maxBytes === 0) return { forRequest: () => ({ of: () => NOTHING_KEPT }), clear: () => {} };
  const rows = new LRUCache<string, object | string>({
    maxSize: maxBytes,
    sizeCalculation: (row, key) => key.length + sizeOf(row),
  });
  let past = 0;
  return {
    forRequest(current) {
      const its = past;
      return {
        of: <Row extends object | string>(kind: string): SealedRowsOf<Row> => ({
          get: (key) => rows.get(`${kind} ${key}`) as Row | undefined,
          keep: (key, row) => {
            if (its !== past) return;
            if (typeof row === 'object') cutWhole(row);
            rows.set(`${kind} ${key}`, row);
          },
          current,
        }),
      };
    },
    clear() {
      past += 1;
      rows.clear();
    },
  };
}

const NOTHING_KEPT = { get: () => undefined, keep: () => {}, current: () => undefined };

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
