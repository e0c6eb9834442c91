import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { type ProducingRunsContext, readProducingRuns } from '../model-version/run-attachment/producing-runs.js';
import type { EvaluationContext } from './evaluation.context.js';
import type { EvaluatedOn } from './evaluation.repository.js';
import type { StoredMetric } from './evaluation-metric.js';
import type { MetricTrendPoint } from './metric-trend.type.js';

/** The last metrics of the runs that produced versions, by the version's id; a version without a run has none. */
export type RunMetrics = ReadonlyMap<string, readonly StoredMetric[]>;

/**
 * Asks for the metrics of the runs that produced versions, pinned or attached since, all in one request.
 * @throws {PedigraphError} UNAVAILABLE where experiments does not answer.
 */
export async function readRunMetrics(
  versions: readonly ModelVersionRow[],
  context: ProducingRunsContext,
): Promise<RunMetrics> {
  const runs = await readProducingRuns(versions, context);
  return new Map([...runs].map(([id, { metrics }]) => [id, metrics]));
}

/**
 * What a metric is for each version: the last evaluation on that data counts; where there is none and no data is
 * named, the last value of the run. A version that nobody measured is left out.
 */
export async function measuredOf(
  versions: readonly ModelVersionRow[],
  key: string,
  on: EvaluatedOn,
  { runs, evaluations }: { readonly runs: RunMetrics; readonly evaluations: EvaluationContext['evaluations'] },
): Promise<MetricTrendPoint[]> {
  const ids = versions.map((version) => version.id);
  const last = new Map((await evaluations.last(ids, key, on)).map((row) => [row.modelVersionId, row]));
  return versions.flatMap((modelVersion): MetricTrendPoint[] => {
    const evaluation = last.get(modelVersion.id);
    if (evaluation !== undefined) {
      const value = valueIn(evaluation.metrics, key)!;
      return [{ modelVersion, value, source: 'EVALUATION', createdAt: evaluation.evaluatedAt }];
    }
    const value = on.dataset === null && on.slice === null ? valueIn(runs.get(modelVersion.id) ?? [], key) : undefined;
    return value === undefined ? [] : [{ modelVersion, value, source: 'RUN', createdAt: modelVersion.createdAt }];
  });
}

function valueIn(metrics: readonly StoredMetric[], key: string): number | string | undefined {
  return metrics.find((metric) => metric.key === key)?.value;
}
