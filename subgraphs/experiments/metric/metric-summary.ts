import { jsonNumber } from '#platform/digest/json-number.js';
import { higher, isLater, lower } from '#values/metric-order.js';
import type { Metric } from './metric.type.js';

/** What the ledger tells of the points of one key that a call added: the last of them, and between what they moved. */
export interface MetricSummary {
  readonly key: string;
  /** The last; what JSON has no number for is a text, here and in `min` and `max`. */
  readonly value: number | string;
  readonly step: number;
  readonly timestamp: Date;
  /** Of the numbers among them; NaN where there is none. */
  readonly min: number | string;
  readonly max: number | string;
}

/** Sums points up, by key: whoever follows the ledger puts the sums of all calls together, in any order. */
export function summaryOf(points: readonly Metric[]): MetricSummary[] {
  const sums = new Map<string, { last: Metric; min: number; max: number }>();
  for (const point of points) {
    const sum = sums.get(point.key);
    if (sum === undefined) {
      sums.set(point.key, { last: point, min: point.value, max: point.value });
      continue;
    }
    if (isLater(point, sum.last)) sum.last = point;
    sum.min = lower(sum.min, point.value);
    sum.max = higher(sum.max, point.value);
  }
  return [...sums.values()]
    .map(({ last: { key, value, step, timestamp }, min, max }) => ({
      key,
      value: jsonNumber(value),
      step,
      timestamp,
      min: jsonNumber(min),
      max: jsonNumber(max),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}
