import type { ImportTally } from '#integrations/importing/report/import-report.js';

/** So many kinds of a run are listed one by one. */
const MOST_LISTED = 100;

/** Counts what a run's folders show and an import does not take over, by what it is. */
export class Unread {
  readonly #counts = new Map<string, number>();

  /** @param what it is, in the plural, and where: `texts in the history, as "note"` */
  add(what: string, count = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + count);
  }

  /** Reports each with its number. */
  report(place: string, tally: Pick<ImportTally, 'remark'>): void {
    const all = [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [what, count] of all.slice(0, MOST_LISTED)) tally.remark(place, `not taken over: ${count} ${what}`);
    const others = all.slice(MOST_LISTED);
    const values = others.reduce((sum, [, count]) => sum + count, 0);
    if (others.length > 0)
      tally.remark(place, `not taken over: ${values} values of ${others.length} more keys, which are no numbers`);
  }
}
