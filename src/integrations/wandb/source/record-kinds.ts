/** The kinds of records that are read, by the number of their field. */
export const RECORD = {
  ...{ history: 2, summary: 3, config: 5, artifact: 8, run: 17, exit: 18, use: 25, environment: 26 },
} as const;

/** A moment in them is one at which the run was alive. */
export const TIMED = { output: 4, stats: 7, outputRaw: 13 } as const;
/** The field of that moment, in each of {@link TIMED}: of statistics as of output. */
export const TIMESTAMP = 2;

/** Kinds of records that are counted and not taken over, in the plural. */
export const NOT_TAKEN: ReadonlyMap<number, string> = new Map([
  [TIMED.output, 'lines of output'],
  [TIMED.stats, 'statistics of the machine'],
  [TIMED.outputRaw, 'lines of output'],
  [9, 'folders of TensorBoard'],
  [10, 'alerts'],
  [12, 'definitions of metrics'],
  [24, 'links of artifacts'],
  [27, 'lines of output'],
]);

/** Kinds of records about the file itself: who wrote it, which of its files are to be uploaded. */
export const OF_THE_LOG: ReadonlySet<number> = new Set([6, 11, 20, 21, 22, 23, 100]);
/** Fields that every record may have beside its kind. */
export const OF_A_RECORD: ReadonlySet<number> = new Set([1, 16, 19, 200]);
