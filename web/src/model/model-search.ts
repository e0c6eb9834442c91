import { question } from '../api/query';
import { type Given, listed, textIn, wordIn } from '../search-params';
import { ModelDocument } from './model.document';

/** The parts of a model's page. */
export const MODEL_TABS = ['versions', 'history', 'policy'] as const;

/** The address of a model or a version, behind its name. */
export interface ModelSearch {
  readonly tab?: (typeof MODEL_TABS)[number] | undefined;
  /** The metrics in the table of versions, parted by commas. */
  readonly metrics?: string | undefined;
  readonly parameters?: string | undefined;
  /** The metric whose way over the versions is shown. */
  readonly trend?: string | undefined;
  readonly after?: string | undefined;
}

/** Reads it. */
export function readModelSearch(given: Given): ModelSearch {
  return {
    tab: wordIn(given, 'tab', MODEL_TABS),
    metrics: textIn(given, 'metrics'),
    parameters: textIn(given, 'parameters'),
    trend: textIn(given, 'trend'),
    after: textIn(given, 'after'),
  };
}

/** What the page of a model asks. */
export function modelQuestion(name: string, search: ModelSearch & { readonly asOf?: string | undefined }) {
  const { metrics, parameters, trend, after, asOf } = search;
  return question(ModelDocument, {
    name,
    asOf,
    metrics: listed(metrics),
    parameters: listed(parameters),
    after,
    trend: trend ?? '',
    withTrend: trend !== undefined,
  });
}
