import type { MetricInput } from '#values/metric.input.js';
import type { Metric } from './metric.type.js';

/** A point as it is stored. */
export type StoredPoint = Metric & {
  /** Whether its client gave the time; else the time is the server's, and no part of what makes the point the same. */
  readonly isTimed: boolean;
};

/**
 * Points as they are stored, each once: one without a step is of step 0, one without a time is of `now`. Points of the
 * same key, step, time and value are the same point.
 */
export function storedPoints(metrics: readonly MetricInput[], now: Date): StoredPoint[] {
  const points = new Map<string, StoredPoint>();
  for (const { key, value, step: toldStep, timestamp: told } of metrics) {
    const step = toldStep ?? 0;
    const timestamp = told ?? now;
    const identity = `${step} ${timestamp.getTime()} ${value} ${key}`;
    if (!points.has(identity)) points.set(identity, { key, value, step, timestamp, isTimed: told != null });
  }
  return [...points.values()];
}
