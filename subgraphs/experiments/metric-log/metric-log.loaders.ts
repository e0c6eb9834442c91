import DataLoader from 'dataloader';
import { createListLoader, type ListLoader, type RowLoader } from '#platform/loading/loader.js';
import { isLater } from '#values/metric-order.js';
import type { LastMetric, MetricOfRun, MetricRepository } from '../metric/metric.repository.js';
import type { RunEnd } from '../run/run-end.entity.js';
import { createRunLogLoader } from '../run/run-log.loader.js';
import { sealedLog } from '../run/run-manifest.js';

/** Reads of the metrics that runs have logged, by the run's id. */
export interface MetricLogLoaders {
  readonly metricsByRun: DataLoader<string, readonly LastMetric[]>;
  /** As they are stored, with their times, also where a manifest has the metrics. */
  readonly lastPointsByRun: ListLoader<MetricOfRun>;
  /** The last value of what came after the end. */
  readonly metricsAfterEndByRun: DataLoader<string, readonly MetricOfRun[]>;
  /** The last value of all that was measured, before the end and after it. */
  readonly allMetricsByRun: DataLoader<string, readonly LastMetric[]>;
}

/** What they read from. */
interface MetricReads {
  readonly metrics: MetricRepository;
  readonly metricsAfterEnd: MetricRepository;
}

/** Those of one request. */
export function createMetricLogLoaders(
  { metrics, metricsAfterEnd }: MetricReads,
  wholeEndByRun: RowLoader<RunEnd>,
): MetricLogLoaders {
  const loaders: MetricLogLoaders = {
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
    metricsAfterEndByRun: new DataLoader(async (ids) => {
      const last = await metricsAfterEnd.lastOfRuns(ids);
      return ids.map((id) => last.get(id) ?? []);
    }),
    allMetricsByRun: new DataLoader((ids) => Promise.all(ids.map((id) => allMetrics(id, loaders)))),
  };
  return loaders;
}

/** Of each key the later of two values: the times of what is sealed are read only where there is another to compare with. */
async function allMetrics(
  runId: string,
  { metricsByRun, lastPointsByRun, metricsAfterEndByRun }: MetricLogLoaders,
): Promise<readonly LastMetric[]> {
  const [sealed, after] = await Promise.all([metricsByRun.load(runId), metricsAfterEndByRun.load(runId)]);
  if (after.length === 0) return sealed;
  const last = new Map<string, LastMetric>(sealed.map((metric) => [metric.key, metric]));
  const timed = new Map((await lastPointsByRun.load(runId)).map((point) => [point.key, point]));
  for (const metric of after) {
    const before = timed.get(metric.key);
    if (before === undefined || isLater(metric, before)) last.set(metric.key, metric);
  }
  return [...last.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
