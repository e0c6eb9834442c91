import { Chart } from '../export/chart';
import { count, plain } from '../parts/number';
import type { PictureProps } from './picture-of-runs';
import { cut, plotAxis } from './plot-axis';
import './plots.css';

const WIDTH = 960;
const HEIGHT = 320;
const EDGE = { side: 60, top: 34, bottom: 16 };

/** Columns that stand side by side at most. */
const MOST_AXES = 10;

/** Runs as lines through the columns of the table, coloured by the last of them: what the good ones have in common. */
export function ParallelPlot({ rows, columns }: PictureProps) {
  const shown = columns.slice(0, MOST_AXES);
  if (shown.length < 2) return <p className="muted">Choose two columns or more: a line goes through each of them.</p>;
  const axes = shown.map((column) => ({ ...column, ...plotAxis(rows.map(({ values }) => values[column.name])) }));
  const leftOf = (at: number) => EDGE.side + (at / (axes.length - 1)) * (WIDTH - 2 * EDGE.side);
  const last = axes.at(-1)!;
  const lines = rows.flatMap((row) => {
    const places = axes.map(({ name, placeOf }) => placeOf(row.values[name]));
    if (places.includes(undefined)) return [];
    const path = places.map((place, at) => `${leftOf(at).toFixed(1)},${topOf(place!).toFixed(1)}`).join(' ');
    return [{ row, path, shade: places.at(-1)! }];
  });
  const missing = rows.length - lines.length;
  return (
    <>
      <Chart
        className="plot"
        width={WIDTH}
        height={HEIGHT}
        label={`${lines.length} runs by ${axes.map(({ name }) => name).join(', ')}`}
        name={axes.map(({ name }) => name).join(' ')}
        refs={lines.map(({ row }) => row.run.id)}
      >
        {lines.map(({ row, path, shade }) => (
          <polyline key={row.run.id} className={`line shade-${Math.round(shade * 4)}`} points={path}>
            <title>{`${row.run.name}: ${last.name} ${plain(row.values[last.name])}`}</title>
          </polyline>
        ))}
        {axes.map(({ name, label, ticks }, at) => (
          <g key={name} transform={`translate(${leftOf(at)} 0)`}>
            <line className="axis" y1={EDGE.top} y2={HEIGHT - EDGE.bottom} />
            <text y={16} textAnchor="middle" className="name">
              {cut(label, 16)}
              <title>{name}</title>
            </text>
            {ticks.map((tick) => (
              <text key={tick.at} x={-6} y={topOf(tick.at)} dy="0.32em" textAnchor="end">
                {cut(tick.label, 8)}
              </text>
            ))}
          </g>
        ))}
      </Chart>
      <p className="muted">
        Darker lines have more of {last.name}.{' '}
        {missing > 0 && `${count(missing)} runs have no line: one of the columns has no place for them.`}
      </p>
    </>
  );
}

function topOf(place: number): number {
  return HEIGHT - EDGE.bottom - place * (HEIGHT - EDGE.top - EDGE.bottom);
}
