import { jsonNumber } from '#platform/digest/json-number.js';
import type { MetricPoint } from './metric-point.js';

/** The last point of a metric, as the API has it. */
export interface LastPointHere {
  readonly key: string;
  readonly value: number | string;
  readonly step: number;
  readonly timestamp: string;
}

/** The last point of each metric: of the largest step, its latest moment, the largest value; NaN is 0. */
export class LastPoints {
  readonly #byKey = new Map<string, MetricPoint>();

  add(point: MetricPoint): void {
    const known = this.#byKey.get(point.key);
    if (known === undefined || isLater(point, known)) this.#byKey.set(point.key, point);
  }

  points(): Iterable<MetricPoint> {
    return this.#byKey.values();
  }
}

/** The metrics whose last point is another than here, or that are not here. */
export function keysThatDiffer(last: Iterable<MetricPoint>, here: readonly LastPointHere[]): Set<string> {
  const stored = new Map(
    here.map(({ key, value, step, timestamp }) => [key, JSON.stringify([value, step, Date.parse(timestamp)])]),
  );
  const keys = [...last].filter(
    ({ key, value, step, timestamp }) => stored.get(key) !== JSON.stringify([jsonNumber(value), step, timestamp]),
  );
  return new Set(keys.map(({ key }) => key));
}

function isLater(a: MetricPoint, b: MetricPoint): boolean {
  return (a.step - b.step || a.timestamp - b.timestamp || (a.value || 0) - (b.value || 0)) > 0;
}
