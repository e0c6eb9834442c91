import type { MetricRepository } from '../metric/metric.repository.js';
import type { RunContext } from '../run/run.context.js';
import type { MetricLogLoaders } from './metric-log.loaders.js';

/** What the metrics that runs log bring to a request, and the runs. */
export type MetricLogContext = RunContext & {
  readonly metrics: MetricRepository;
  /** Of what came after the end of runs. */
  readonly metricsAfterEnd: MetricRepository;
  readonly loaders: MetricLogLoaders;
};
