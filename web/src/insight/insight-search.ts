import { question } from '../api/query';
import { type Given, textIn, wordIn } from '../search-params';
import { InsightDocument } from './insight.document';

/** How long a period of the charts is. */
export const INTERVALS = ['month', 'week', 'day'] as const;

/** The address of the insight. */
export interface InsightSearch {
  readonly interval?: (typeof INTERVALS)[number] | undefined;
  readonly namespace?: string | undefined;
  readonly model?: string | undefined;
}

/** Reads it. */
export function readInsightSearch(given: Given): InsightSearch {
  return {
    interval: wordIn(given, 'interval', INTERVALS),
    namespace: textIn(given, 'namespace'),
    model: textIn(given, 'model'),
  };
}

const OF_API = { month: 'MONTH', week: 'WEEK', day: 'DAY' } as const;

/** What the page asks. */
export function insightQuestion(search: InsightSearch & { readonly asOf?: string | undefined }) {
  const { interval = 'month', namespace, model, asOf } = search;
  return question(InsightDocument, { interval: OF_API[interval], namespace, model, until: asOf });
}
