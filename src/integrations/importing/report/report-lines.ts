/** Something of a thing that is to be known, or was done. */
export interface Remark {
  readonly path: string;
  readonly remark: string;
}

/** The most lines of each list: a report of more is read by nobody, and memory does not grow with the source. */
export const MOST_LINES = 20_000;

/** The lists of a report of an import: each has {@link MOST_LINES} at most. */
export class ReportLines {
  readonly #reported = new Set<string>();
  #leftOut = 0;

  /** How many lines are in none of the lists, because these were full. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** Whether this line was not asked about before; of the last lines of a very long report it is not known. */
  isNew(line: readonly string[]): boolean {
    const key = JSON.stringify(line);
    if (this.#reported.has(key)) return false;
    if (this.#reported.size < 3 * MOST_LINES) this.#reported.add(key);
    return true;
  }

  /** Adds a line, or counts it where its list is full. */
  add<Line>(list: Line[], line: Line): void {
    if (list.length < MOST_LINES) list.push(line);
    else this.#leftOut++;
  }
}
