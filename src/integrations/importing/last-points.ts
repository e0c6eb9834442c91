import type { MetricPoint } from './metric-point.js';

/** The last point of each metric, as MLflow and the server have it: of the largest step, its latest moment, the largest value; NaN is 0. */
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

function isLater(a: MetricPoint, b: MetricPoint): boolean {
  return (a.step - b.step || a.timestamp - b.timestamp || (a.value || 0) - (b.value || 0)) > 0;
}
