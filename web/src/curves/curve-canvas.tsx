import { useEffect, useMemo, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { isDark } from '../picture/colours';
import { lineOf } from './palette';
import { type CurveLook, type JoinedSeries, joinSeries, type Series, UNIT } from './series';

const HEIGHT = 280;

/** How far the marks of an axis of steps may be apart. */
const WHOLE = Array.from({ length: 16 }, (_, power) => [1, 2, 5].map((times) => times * 10 ** power)).flat();

/** Above this a legend that follows the pointer would cost more than the lines. */
const MOST_IN_LEGEND = 12;

interface CurveCanvasProps {
  readonly series: readonly Series[];
  readonly look: CurveLook;
  readonly label: string;
}

/** Curves, drawn. The table beside them has the same numbers. */
export function CurveCanvas({ series, look, label }: CurveCanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const { x, isLog, isLogX, smoothing } = look;
  const joined = useMemo(
    () => joinSeries(series, { x, isLog, isLogX, smoothing }),
    [series, x, isLog, isLogX, smoothing],
  );
  useEffect(() => {
    const element = place.current!;
    const plot = draw(element, series, joined, { x, isLog, isLogX });
    const watch = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [series, joined, x, isLog, isLogX]);
  return (
    <>
      <div ref={place} role="img" aria-label={label} />
      {joined.gaps > 0 && (
        <p className="muted">
          {joined.gaps} points are gaps: {isLog || isLogX ? 'not above 0, or ' : ''}NaN or infinite.
        </p>
      )}
    </>
  );
}

function draw(
  element: HTMLElement,
  series: readonly Series[],
  { x: across, values }: JoinedSeries,
  { x, isLog, isLogX }: Pick<CurveLook, 'x' | 'isLog' | 'isLogX'>,
): UPlot {
  const dark = isDark(element);
  const axis = { stroke: getComputedStyle(element).color, grid: { width: 1, stroke: dark ? '#2a323c' : '#dde2e9' } };
  const options: UPlot.Options = {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: series.length <= MOST_IN_LEGEND },
    scales: { x: { time: x === 'clock', distr: isLogX ? 3 : 1 }, y: { distr: isLog ? 3 : 1 } },
    // There is no step between two.
    axes: [
      { ...axis, ...(x === 'step' && { incrs: WHOLE }) },
      { ...axis, size: 64 },
    ],
    series: [
      { label: UNIT[x] },
      ...series.map(({ label }, at) => ({ label, width: 1.5, spanGaps: false, ...lineOf(at, dark) })),
    ],
  };
  return new UPlot(options, [across, ...values], element);
}
