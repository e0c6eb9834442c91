import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { count } from '../parts/number';
import { Waiting } from '../parts/waiting';
import type { Column } from './columns';
import type { RunRow } from './runs-query';
import { PICTURES, type RunsSearch } from './runs-search';

const ScatterPlot = lazy(() => import('./scatter-plot').then(({ ScatterPlot: drawn }) => ({ default: drawn })));
const ParallelPlot = lazy(() => import('./parallel-plot').then(({ ParallelPlot: drawn }) => ({ default: drawn })));

const WORDS = { scatter: 'Scatter plot', parallel: 'Parallel coordinates' } as const;

/** What a picture of the table is drawn of. */
export interface PictureProps {
  /** Those that are loaded. */
  readonly rows: readonly RunRow[];
  readonly total: number;
  readonly columns: readonly Column[];
  readonly search: RunsSearch;
}

/** The rows of the table as a picture, where one is wanted. */
export function PictureOfRuns(props: PictureProps) {
  const { rows, total, search } = props;
  return (
    <section className={search.picture === undefined ? 'stack' : 'card stack'} aria-label="Pictures of the table">
      <div className="row">
        {PICTURES.map((picture) => (
          <Link
            key={picture}
            className={search.picture === picture ? 'button' : 'button quiet'}
            aria-current={search.picture === picture ? 'true' : undefined}
            to="."
            resetScroll={false}
            search={(before) => ({ ...before, picture: search.picture === picture ? undefined : picture })}
          >
            {WORDS[picture]}
          </Link>
        ))}
        {search.picture !== undefined && rows.length < total && (
          <span className="muted">
            of the {count(rows.length)} of {count(total)} runs that the table has read so far
          </span>
        )}
      </div>
      {search.picture !== undefined && (
        <Suspense fallback={<Waiting />}>
          {search.picture === 'scatter' ? <ScatterPlot {...props} /> : <ParallelPlot {...props} />}
        </Suspense>
      )}
    </section>
  );
}
