/** A measured point, as the API answers it: NaN and the infinities are texts. */
export interface MeasuredPoint {
  readonly step: number;
  readonly timestamp: string;
  readonly value: number | string;
}

/** One metric of one run. */
export interface Series {
  readonly label: string;
  readonly points: readonly MeasuredPoint[];
}

/** What stands across, in a word, by `x` of the look. */
export const UNIT = { step: 'step', time: 'seconds', clock: 'time' } as const;

/** How curves are drawn. */
export interface CurveLook {
  /** Against the step, the seconds since the first point of the run, or the seconds of the clock. */
  readonly x: 'step' | 'time' | 'clock';
  readonly isLog: boolean;
  readonly isLogX: boolean;
  /** 0 leaves the points alone; nearer to 1, a point is more of what came before it. */
  readonly smoothing: number;
}

/** Series on one axis: `x`, and of each series its value there; null is a gap, and undefined no point of it. */
export interface JoinedSeries {
  readonly x: number[];
  readonly values: readonly (number | null | undefined)[][];
  /** Points that are no finite number, or that a logarithm has none for; they are gaps. */
  readonly gaps: number;
}

/** Puts series on one axis, smoothed. */
export function joinSeries(series: readonly Series[], { x, isLog, isLogX, smoothing }: CurveLook): JoinedSeries {
  let gaps = 0;
  const columns = series.map(({ points }) => {
    const began = x === 'clock' || points.length === 0 ? 0 : Date.parse(points[0]!.timestamp);
    const column: Column = { at: [], values: [] };
    let smoothed: number | undefined;
    for (const { step, timestamp, value } of points) {
      const at = x === 'step' ? step : (Date.parse(timestamp) - began) / 1_000;
      // It has no place on the axis, and would be none of its gaps either.
      if (isLogX && at <= 0) {
        gaps += 1;
        continue;
      }
      const isDrawn = typeof value === 'number' && !(isLog && value <= 0);
      if (!isDrawn) {
        gaps += 1;
        column.at.push(at);
        column.values.push(null);
        continue;
      }
      smoothed = smoothed === undefined ? value : smoothed * smoothing + value * (1 - smoothing);
      column.at.push(at);
      column.values.push(smoothed);
    }
    return column;
  });
  const known = new Set<number>();
  for (const column of columns) for (const at of column.at) known.add(at);
  const axis = [...known].sort((one, other) => one - other);
  const places = new Map(axis.map((at, place) => [at, place]));
  return { x: axis, values: columns.map((column) => onAxis(column, places)), gaps };
}

/** Where the points of a series stand, and what they are there; of two in one place the later one holds. */
interface Column {
  readonly at: number[];
  readonly values: (number | null)[];
}

function onAxis({ at, values }: Column, places: ReadonlyMap<number, number>): (number | null | undefined)[] {
  const row = new Array<number | null | undefined>(places.size).fill(undefined);
  for (let point = 0; point < at.length; point++) row[places.get(at[point]!)!] = values[point]!;
  return row;
}
