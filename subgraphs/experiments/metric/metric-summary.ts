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

/** The points of one key, summed up. */
export interface MetricSum {
  readonly last: Metric;
  /** Of the numbers among them; NaN where there is none. */
  readonly min: number;
  readonly max: number;
}

/** Sums points up, by key: whoever follows the ledger puts the sums of all calls together, in any order. */
export function summaryOf(points: readonly Metric[]): MetricSummary[] {
  return sumsOf(points).map(toSummary);
}

/** The same as numbers. */
export function sumsOf(points: readonly Metric[]): MetricSum[] {
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
  return [...sums.values()].sort((a, b) => (a.last.key < b.last.key ? -1 : 1));
}

/** A sum as the ledger tells it. */
export function toSummary({ last: { key, value, step, timestamp }, min, max }: MetricSum): MetricSummary {
  return { key, value: jsonNumber(value), step, timestamp, min: jsonNumber(min), max: jsonNumber(max) };
}
