import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { question, useQuestion } from '../api/query';
import { ExportButtons, type Exported } from '../export/export-buttons';
import { Answered } from '../parts/answered';
import { Exact } from '../parts/exact';
import { Table } from '../parts/table';
import { Waiting } from '../parts/waiting';
import { type CurveSearch, lookOf } from './curve-search';
import { CurvesDocument, type CurvesQuery } from './curves.document';
import type { CurveLook, Series } from './series';
import './curves.css';

const CurveCanvas = lazy(() => import('./curve-canvas').then(({ CurveCanvas: drawn }) => ({ default: drawn })));

/** Points of a curve that are asked for at most: the server thins out. */
const POINTS = 500;
/** Points of all curves. */
const POINTS_IN_ALL = 100_000;

/** Runs of one picture: what the API answers at once. */
export const MOST_RUNS = 200;
/** Metrics, each in a picture of its own. */
const MOST_METRICS = 8;

interface CurvesProps {
  /** The ids of the runs. */
  readonly runs: readonly string[];
  readonly metrics: readonly string[];
  readonly search: CurveSearch;
}

/** Metrics of some runs, over their steps or their time: a picture for each metric, all in one request. */
export function Curves({ runs, metrics, search }: CurvesProps) {
  const keys = metrics.slice(0, MOST_METRICS);
  const points = Math.min(POINTS, Math.floor(POINTS_IN_ALL / (runs.length * keys.length)));
  const query = useQuestion(question(CurvesDocument, { runs, keys, points }));
  return (
    <section className="card stack">
      <div className="heading">
        <h2>Curves</h2>
        <div className="actions">
          <LookChoice search={search} />
        </div>
      </div>
      {keys.length < metrics.length && <p className="muted">The first {MOST_METRICS} metrics are drawn.</p>}
      <Answered query={query}>
        {({ metricSeries }) => (
          <div className="columns curves">
            {keys.map((key) => (
              <Drawn key={key} metric={key} answered={metricSeries} search={search} />
            ))}
          </div>
        )}
      </Answered>
    </section>
  );
}

type Answer = CurvesQuery['metricSeries'];

interface DrawnProps {
  readonly metric: string;
  /** Of all metrics. */
  readonly answered: Answer;
  readonly search: CurveSearch;
}

function Drawn({ metric, answered, search }: DrawnProps) {
  const own = useMemo(
    () => answered.filter(({ key, points }) => key === metric && points.length > 0),
    [answered, metric],
  );
  const series: readonly Series[] = useMemo(
    () => own.map((each) => ({ label: nameOf(each, own), points: each.points })),
    [own],
  );
  // However it is drawn, its numbers stay.
  const table = useMemo(() => <SeriesTable answered={own} />, [own]);
  if (series.length === 0) return <p className="muted">No chosen run has {metric}.</p>;
  const label = `${metric} of ${series.length === 1 ? series[0]!.label : `${series.length} runs`}`;
  return (
    <div className="stack">
      <div className="heading">
        <h3>{metric}</h3>
        <div className="row actions">
          <ExportButtons exported={exportOf(label, series, lookOf(search), own)} />
        </div>
      </div>
      <Suspense fallback={<Waiting />}>
        <CurveCanvas series={series} look={lookOf(search)} label={label} />
      </Suspense>
      {table}
    </div>
  );
}

/** The curves as files; what draws them is loaded when somebody wants one. */
function exportOf(title: string, series: readonly Series[], look: CurveLook, answered: Answer): Exported {
  const files = async () => {
    const { curveFiles } = await import('./curve-files');
    return curveFiles({ title, series, look, runs: answered.map(({ run }) => run) });
  };
  return { name: title, svg: async () => (await files()).svg(), png: async () => (await files()).png() };
}

function SeriesTable({ answered }: { readonly answered: Answer }) {
  return (
    <details>
      <summary>The same as a table</summary>
      <Table head={['Run', '#Points', '#First', '#Lowest', '#Highest', '#Last']}>
        {answered.map((each) => (
          <SeriesRow key={each.run} name={nameOf(each, answered)} total={each.total} points={each.points} />
        ))}
      </Table>
    </details>
  );
}

/** What a run is called, with its experiment where they are of several. */
function nameOf({ run, runName, experiment }: Answer[number], all: Answer): string {
  const name = runName ?? run.slice(0, 8);
  const isOne = all.every((other) => other.experiment?.displayName === experiment?.displayName);
  return isOne || experiment === null ? name : `${experiment.displayName} / ${name}`;
}

type Points = CurvesQuery['metricSeries'][number]['points'];

function SeriesRow({
  name,
  total,
  points,
}: {
  readonly name: string;
  readonly total: number;
  readonly points: Points;
}) {
  const numbers = points.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
  const lowest = numbers.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const highest = numbers.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number">
        <Exact value={total} as="count" />
      </td>
      <td className="number">
        <Exact value={points[0]?.value} />
      </td>
      <td className="number">
        <Exact value={numbers.length === 0 ? null : lowest} />
      </td>
      <td className="number">
        <Exact value={numbers.length === 0 ? null : highest} />
      </td>
      <td className="number">
        <Exact value={points.at(-1)?.value} />
      </td>
    </tr>
  );
}

/** How the curves are drawn; it stands in the address. */
function LookChoice({ search }: { readonly search: CurveSearch }) {
  const navigate = useNavigate();
  const show = (change: CurveSearch) => navigate({ to: '.', search: (before) => ({ ...before, ...change }) });
  return (
    <div className="row">
      <label>
        over{' '}
        <select
          value={search.x ?? 'step'}
          onChange={({ target }) =>
            show({ x: target.value === 'step' ? undefined : (target.value as 'time' | 'clock') })
          }
        >
          <option value="step">steps</option>
          <option value="time">seconds since the first point</option>
          <option value="clock">the clock</option>
        </select>
      </label>
      <label>
        logarithmic{' '}
        <select
          value={search.log ?? ''}
          onChange={({ target }) => show({ log: (target.value || undefined) as CurveSearch['log'] })}
        >
          <option value="">no axis</option>
          <option value="y">values</option>
          <option value="x">steps or time</option>
          <option value="xy">both</option>
        </select>
      </label>
      <label>
        smoothed{' '}
        <select
          value={search.smooth ?? '0'}
          onChange={({ target }) => show({ smooth: target.value === '0' ? undefined : target.value })}
        >
          {['0', '0.5', '0.8', '0.9', '0.95', '0.99'].map((each) => (
            <option key={each} value={each}>
              {each === '0' ? 'no' : each}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
