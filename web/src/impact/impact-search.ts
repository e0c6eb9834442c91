import { question } from '../api/query';
import { kindsAsked, type LineageSearch, readLineageSearch } from '../lineage/lineage-search';
import type { Given } from '../search-params';
import { ImpactDocument } from './impact.document';

/** The address of an impact: of what, and what of its picture is seen. */
export type ImpactSearch = Pick<LineageSearch, 'of' | 'open' | 'at' | 'lit' | 'path' | 'depth' | 'columns'>;

/** Reads it. What rests on the thing is lit, where nothing else is said. */
export function readImpactSearch(given: Given): ImpactSearch {
  const { of, open, at, lit, path, depth, columns } = readLineageSearch(given);
  return { of, open, at, lit, path, depth, columns };
}

/** What an impact asks. */
export function impactQuestion({ of = '', columns }: Pick<ImpactSearch, 'of' | 'columns'>) {
  return question(ImpactDocument, { of, kinds: kindsAsked({ of, columns }) });
}
