import { question } from '../api/query';
import { type Given, listed, textIn, wordIn } from '../search-params';
import { CompareRunsDocument } from './compare-runs.document';

/** The address of a comparison of runs. */
export interface CompareRunsSearch {
  /** Ids, parted by commas; the first is what metrics are compared with. */
  readonly runs?: string | undefined;
  /** What is equal, too; only differences where it is left out. */
  readonly show?: 'all' | undefined;
}

/** Reads it. */
export function readCompareRunsSearch(given: Given): CompareRunsSearch {
  return { runs: textIn(given, 'runs'), show: wordIn(given, 'show', ['all']) };
}

/** The runs of a comparison, each once. */
export function runsIn({ runs }: CompareRunsSearch): readonly string[] {
  return [...new Set(listed(runs).map((id) => id.trim()))].filter((id) => id !== '');
}

/** What a comparison asks; undefined where there are no two runs to compare. */
export function compareRunsQuestion(search: CompareRunsSearch) {
  const runs = runsIn(search);
  return runs.length < 2 ? undefined : question(CompareRunsDocument, { runs, includeEqual: search.show === 'all' });
}
