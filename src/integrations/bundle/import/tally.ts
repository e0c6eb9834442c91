/** Counts what became of things of a kind: `dataset-version`, …, `points`, `file`. */
export type Tally = (kind: string, isNew: boolean, count?: number) => void;
