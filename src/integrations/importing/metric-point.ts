import { jsonNumber } from '#platform/digest/json-number.js';
import { isoOf } from './fit-moment.js';

/** One value of one metric. */
export interface MetricPoint {
  readonly key: string;
  /** May be `NaN` or infinite: a loss that diverged is a fact worth keeping. */
  readonly value: number;
  readonly step: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

/** A point as the API takes it. */
export function metricInput({ key, value, step, timestamp }: MetricPoint) {
  return { key, value: jsonNumber(value), step, timestamp: isoOf(timestamp) };
}
