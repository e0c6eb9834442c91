import type { Api } from '../wire/api.js';
import { notFound } from '../wire/mlflow-error.js';
import { hexOf } from './ids.js';
import type { Metric } from './run-message.js';

/** Points of a metric, and where the next ones follow; null behind the last. */
export interface HistoryPage {
  readonly points: readonly Metric[];
  readonly next: string | null;
}

/** Points that are read for one request at most, which holds them all. */
export const MOST_READ = 250_000;

/** Points that one operation reads. */
const POINTS = 1_000;

const HISTORY = `query MetricHistory($id: ID!, $key: String!, $first: Int!, $after: String) {
  run(id: $id) { metricHistory(key: $key, first: $first, after: $after, includeAfterEnd: true) {
    nodes { key value step timestamp } pageInfo { hasNextPage endCursor } } } }`;

interface History {
  readonly run: {
    readonly metricHistory: {
      readonly nodes: readonly Metric[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
}

/**
 * Points of a metric by step and time, at most so many, behind a cursor.
 * @throws {MlflowError} RESOURCE_DOES_NOT_EXIST where there is no such run
 */
export async function readHistory(
  api: Api,
  { id, key, most, after }: { id: string; key: string; most: number; after: string | null },
): Promise<HistoryPage> {
  const points: Metric[] = [];
  let next = after;
  do {
    const variables = { id, key, first: Math.min(POINTS, most - points.length), after: next };
    const { run }: History = await api.ask<History>(HISTORY, variables);
    if (run === null) throw notFound(`Run with id=${hexOf(id)} not found`);
    points.push(...run.metricHistory.nodes);
    const { hasNextPage, endCursor } = run.metricHistory.pageInfo;
    next = hasNextPage ? endCursor : null;
  } while (next !== null && points.length < most);
  return { points, next };
}
