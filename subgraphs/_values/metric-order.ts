/** A measured point, as far as its place among the others of its run and key goes. */
export interface OrderedPoint {
  readonly step: number;
  readonly timestamp: Date;
  readonly value: number;
}

/** The order of `isLater` as SQL, for `ORDER BY … DESC`: what stands first is the last. Among equals the first to arrive. */
export const VALUE_IN_ORDER = (value: string): string => `coalesce(nullif(${value}, 'NaN'), 0)`;

/**
 * Whether a point is later than another of the same run and key: by step, then time, then value, as MLflow has it. Among
 * the values of one moment NaN counts as 0, as in MLflow's database.
 * @see https://github.com/mlflow/mlflow/blob/master/mlflow/store/tracking/sqlalchemy_store.py `_update_latest_metrics_if_necessary`
 */
export function isLater(point: OrderedPoint, other: OrderedPoint): boolean {
  if (point.step !== other.step) return point.step > other.step;
  const elapsed = point.timestamp.getTime() - other.timestamp.getTime();
  return elapsed === 0 ? inOrder(point.value) > inOrder(other.value) : elapsed > 0;
}

function inOrder(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

/** The lower of two values; NaN is neither lower nor higher than a number. */
export function lower(value: number, other: number): number {
  return other < value || Number.isNaN(value) ? other : value;
}

/** The higher of two values; NaN is neither lower nor higher than a number. */
export function higher(value: number, other: number): number {
  return other > value || Number.isNaN(value) ? other : value;
}
