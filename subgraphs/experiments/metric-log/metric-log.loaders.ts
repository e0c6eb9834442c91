import type DataLoader from 'dataloader';
import { createListLoader, type ListLoader, type RowLoader } from '#platform/loading/loader.js';
import type { LastMetric, MetricOfRun, MetricRepository } from '../metric/metric.repository.js';
import type { RunEnd } from '../run/run-end.entity.js';
import { createRunLogLoader } from '../run/run-log.loader.js';
import { sealedLog } from '../run/run-manifest.js';

/** Reads of the metrics that runs have logged, by the run's id. */
export interface MetricLogLoaders {
  readonly metricsByRun: DataLoader<string, readonly LastMetric[]>;
  /** As they are stored, with their times, also where a manifest has the metrics. */
  readonly lastPointsByRun: ListLoader<MetricOfRun>;
}

/** Those of one request. */
export function createMetricLogLoaders(metrics: MetricRepository, wholeEndByRun: RowLoader<RunEnd>): MetricLogLoaders {
  return {
    metricsByRun: createRunLogLoader<readonly LastMetric[]>(
      wholeEndByRun,
      (manifest, runId) =>
        sealedLog(manifest).metrics.map(({ key, value, step }) => ({ runId, key, value: Number(value), step })),
      (ids) => metrics.lastOfRuns(ids),
    ),
    lastPointsByRun: createListLoader(
      async (ids) => [...(await metrics.lastOfRuns(ids)).values()].flat(),
      (point) => point.runId,
    ),
  };
}
