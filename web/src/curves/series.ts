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
  readonly x: readonly number[];
  readonly values: readonly (readonly (number | null | undefined)[])[];
  /** Points that are no finite number, or that a logarithm has none for; they are gaps. */
  readonly gaps: number;
}

/** Puts series on one axis, smoothed. */
export function joinSeries(series: readonly Series[], { x, isLog, isLogX, smoothing }: CurveLook): JoinedSeries {
  let gaps = 0;
  const columns = series.map(({ points }) => {
    const began = x === 'clock' || points.length === 0 ? 0 : Date.parse(points[0]!.timestamp);
    const column = new Map<number, number | null>();
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
        column.set(at, null);
        continue;
      }
      smoothed = smoothed === undefined ? value : smoothed * smoothing + value * (1 - smoothing);
      column.set(at, smoothed);
    }
    return column;
  });
  const axis = [...new Set(columns.flatMap((column) => [...column.keys()]))].sort((one, other) => one - other);
  return { x: axis, values: columns.map((column) => axis.map((at) => column.get(at))), gaps };
}
