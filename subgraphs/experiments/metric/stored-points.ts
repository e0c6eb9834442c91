import type { MetricInput } from '../../_values/metric.input.js';
import type { Metric } from './metric.type.js';

/** Points as they are stored: one without a step is of step 0, one without a time is of `now`. */
export function storedPoints(metrics: readonly MetricInput[], now: Date): Metric[] {
  return metrics.map(({ key, value, step, timestamp }) => ({
    key,
    value,
    step: step ?? 0,
    timestamp: timestamp ?? now,
  }));
}
