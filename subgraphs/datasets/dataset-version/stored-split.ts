import type { Split } from '#values/dataset-parts.js';

/** A split as it is stored and sealed, in the words of the manifest. */
export interface StoredSplit {
  readonly name: string;
  readonly rows: number | null;
  readonly files: string[];
}

/** What is stored of the splits of an input. */
export function storedSplits(splits: readonly Split[]): StoredSplit[] {
  return splits.map(({ name, rowCount = null, files }) => ({ name, rows: rowCount, files }));
}

/** The split that is stored. */
export function splitOf({ name, rows, files }: StoredSplit): Split {
  return { name, rowCount: rows, files };
}
