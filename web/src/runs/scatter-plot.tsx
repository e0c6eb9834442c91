import { useNavigate } from '@tanstack/react-router';
import { Chart } from '../export/chart';
import { count, plain } from '../parts/number';
import type { PictureProps } from './picture-of-runs';
import { cut, dayOf, plotAxis } from './plot-axis';
import './plots.css';

const WIDTH = 720;
const HEIGHT = 320;
const EDGE = { left: 72, right: 16, top: 12, bottom: 44 };
const MOST_IN_LABEL = 12;

/** The column that every run has a moment in. */
const STARTED = 'run.startedAt';

/** Runs by two columns: which parameter moves which metric. */
export function ScatterPlot({ rows, columns, search }: PictureProps) {
  const names = [...new Set([...columns.map(({ name }) => name), search.across, search.up])].filter(
    (name) => name !== undefined,
  );
  const metric = names.find((name) => name.startsWith('metric.'));
  const across = search.across ?? names.find((name) => name.startsWith('parameter.')) ?? STARTED;
  const up = search.up ?? metric ?? names[0];
  if (up === undefined) return <p className="muted">Choose columns: a picture shows two of them.</p>;
  const valueIn = (row: (typeof rows)[number], name: string) =>
    name === STARTED ? Date.parse(row.run.startedAt) : row.values[name];
  const axisOf = (name: string) =>
    plotAxis(
      rows.map((row) => valueIn(row, name)),
      name === STARTED ? dayOf : undefined,
    );
  const [x, y] = [axisOf(across), axisOf(up)];
  const points = rows.flatMap((row) => {
    const [left, height] = [x.placeOf(valueIn(row, across)), y.placeOf(valueIn(row, up))];
    return left === undefined || height === undefined ? [] : [{ row, left: leftOf(left), top: topOf(height) }];
  });
  const missing = rows.length - points.length;
  return (
    <>
      <div className="row">
        <AxisChoice label="Across" name="across" chosen={across} names={[STARTED, ...names]} />
        <AxisChoice label="Up" name="up" chosen={up} names={names} />
      </div>
      <Chart
        className="plot"
        width={WIDTH}
        height={HEIGHT}
        label={`${up} by ${across} of ${points.length} runs`}
        name={`${up} by ${across}`}
        refs={points.map(({ row }) => row.run.id)}
      >
        {x.ticks.map(({ at, label }) => (
          <g key={`x ${at}`} transform={`translate(${leftOf(at)} 0)`}>
            <line className="grid" y1={EDGE.top} y2={HEIGHT - EDGE.bottom} />
            <text y={HEIGHT - EDGE.bottom + 18} textAnchor="middle">
              {cut(label, MOST_IN_LABEL)}
            </text>
          </g>
        ))}
        {y.ticks.map(({ at, label }) => (
          <g key={`y ${at}`} transform={`translate(0 ${topOf(at)})`}>
            <line className="grid" x1={EDGE.left} x2={WIDTH - EDGE.right} />
            <text x={EDGE.left - 8} dy="0.32em" textAnchor="end">
              {cut(label, MOST_IN_LABEL)}
            </text>
          </g>
        ))}
        <text x={WIDTH / 2} y={HEIGHT - 6} textAnchor="middle" className="name">
          {across}
        </text>
        {points.map(({ row, left, top }) => (
          <circle key={row.run.id} cx={left.toFixed(1)} cy={top.toFixed(1)} r="4">
            <title>{`${row.run.name}: ${plain(row.values[up])} at ${plain(row.values[across] ?? row.run.startedAt)}`}</title>
          </circle>
        ))}
      </Chart>
      {missing > 0 && (
        <p className="muted">
          {count(missing)} runs have no place in it: they have one of the two not, or as NaN or infinite.
        </p>
      )}
    </>
  );
}

function leftOf(place: number): number {
  return EDGE.left + place * (WIDTH - EDGE.left - EDGE.right);
}

function topOf(place: number): number {
  return HEIGHT - EDGE.bottom - place * (HEIGHT - EDGE.top - EDGE.bottom);
}

interface AxisChoiceProps {
  readonly label: string;
  readonly name: 'across' | 'up';
  readonly chosen: string;
  readonly names: readonly string[];
}

function AxisChoice({ label, name, chosen, names }: AxisChoiceProps) {
  const navigate = useNavigate({ from: '/runs/' });
  const show = (column: string) =>
    navigate({ search: (before) => ({ ...before, [name]: column }), resetScroll: false });
  return (
    <label>
      {label}{' '}
      <select value={chosen} onChange={({ target }) => void show(target.value)}>
        {[...new Set([chosen, ...names])].map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </label>
  );
}
