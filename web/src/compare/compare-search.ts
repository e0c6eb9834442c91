import { question } from '../api/query';
import { type Given, textIn, wordIn } from '../search-params';
import { CompareDocument } from './compare.document';

/** The address of a comparison. */
export interface CompareSearch {
  /** Refs, parted by commas; the first is what the others are compared with. */
  readonly refs?: string | undefined;
  /** What is equal, too; only differences where it is left out. */
  readonly show?: 'all' | undefined;
}

/** Reads it. */
export function readCompareSearch(given: Given): CompareSearch {
  return { refs: textIn(given, 'refs'), show: wordIn(given, 'show', ['all']) };
}

/** The refs of a comparison, each once. */
export function refsIn({ refs = '' }: CompareSearch): readonly string[] {
  const all = refs.split(',').map((ref) => ref.trim());
  return [...new Set(all)].filter((ref) => ref !== '');
}

/** What a comparison asks. */
export function compareQuestion(search: CompareSearch) {
  return question(CompareDocument, { refs: refsIn(search) });
}
