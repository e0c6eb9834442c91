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

const CurveCanvas = lazy(() => import('./curve-canvas').then(({ CurveCanvas: drawn }) => ({ default: drawn })));

/** Points of a run that are asked for: the server thins out. */
const POINTS = 500;

/** Runs of one picture: what the API answers at once. */
export const MOST_RUNS = 50;

interface CurvesProps {
  /** The runs, with what each is called. */
  readonly runs: readonly { readonly id: string; readonly name: string }[];
  readonly metric: string;
  readonly search: CurveSearch;
}

/** One metric of some runs, over their steps or their time. */
export function Curves({ runs, metric, search }: CurvesProps) {
  const query = useQuestion(question(CurvesDocument, { runs: runs.map(({ id }) => id), key: metric, points: POINTS }));
  return (
    <section className="card">
      <div className="heading">
        <h2>{metric}</h2>
        <div className="actions">
          <LookChoice search={search} />
        </div>
      </div>
      <Answered query={query}>
        {({ metricSeries }) => <Drawn runs={runs} answered={metricSeries} metric={metric} search={search} />}
      </Answered>
    </section>
  );
}

interface DrawnProps extends CurvesProps {
  readonly answered: CurvesQuery['metricSeries'];
}

function Drawn({ runs, answered, metric, search }: DrawnProps) {
  // The same text for the same names, however often the page makes its list of runs anew.
  const names = JSON.stringify(runs.map(({ id, name }) => [id, name]));
  const series: readonly Series[] = useMemo(() => {
    const known = new Map(JSON.parse(names) as [string, string][]);
    return answered
      .filter(({ points }) => points.length > 0)
      .map(({ run, points }) => ({ label: known.get(run) ?? run, points }));
  }, [answered, names]);
  if (series.length === 0) return <p className="muted">No run has it.</p>;
  const label = `${metric} of ${series.length === 1 ? series[0]!.label : `${series.length} runs`}`;
  return (
    <>
      <Suspense fallback={<Waiting />}>
        <CurveCanvas series={series} look={lookOf(search)} label={label} />
      </Suspense>
      <p className="row">
        <ExportButtons exported={exportOf(label, series, lookOf(search), answered)} />
      </p>
      <details>
        <summary>The same as a table</summary>
        <Table head={['Run', '#Points', '#First', '#Lowest', '#Highest', '#Last']}>
          {answered.map(({ run, total, points }) => (
            <SeriesRow key={run} name={runs.find(({ id }) => id === run)?.name ?? run} total={total} points={points} />
          ))}
        </Table>
      </details>
    </>
  );
}

/** The curves as files; what draws them is loaded when somebody wants one. */
function exportOf(
  title: string,
  series: readonly Series[],
  look: CurveLook,
  answered: CurvesQuery['metricSeries'],
): Exported {
  const files = async () => {
    const { curveFiles } = await import('./curve-files');
    return curveFiles({ title, series, look, runs: answered.map(({ run }) => run) });
  };
  return { name: title, svg: async () => (await files()).svg(), png: async () => (await files()).png() };
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
        <input
          type="checkbox"
          checked={search.x === 'time'}
          onChange={({ target }) => show({ x: target.checked ? 'time' : undefined })}
        />{' '}
        over time
      </label>
      <label>
        <input
          type="checkbox"
          checked={search.log === 'y'}
          onChange={({ target }) => show({ log: target.checked ? 'y' : undefined })}
        />{' '}
        logarithmic
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
