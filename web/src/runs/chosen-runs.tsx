import { Link } from '@tanstack/react-router';
import { listed } from '../search-params';
import { type Column, metricOf } from './columns';
import type { RunsSearch } from './runs-search';

/** Runs that are compared at once, as the API has it. */
const MOST_COMPARED = 100;

interface ChosenRunsProps {
  readonly search: RunsSearch;
  readonly runs: readonly string[];
  /** Those of the table: the metrics among them can be shown as curves. */
  readonly columns: readonly Column[];
}

/** What can be done with the runs that are chosen. */
export function ChosenRuns({ search, runs, columns }: ChosenRunsProps) {
  const drawn = listed(search.curve);
  const metrics = [...new Set([...columns.flatMap(({ name }) => metricOf(name) ?? []), ...drawn])].filter(
    (key) => !key.includes(','),
  );
  return (
    <section className="card row" aria-label="What is chosen">
      <strong>{runs.length} chosen</strong>
      {runs.length > 1 && runs.length <= MOST_COMPARED && (
        <Link className="button" to="/compare-runs" search={{ runs: runs.join(',') }}>
          Compare
        </Link>
      )}
      <Link className="button quiet" to="." search={(before) => ({ ...before, shown: undefined, curve: undefined })}>
        Choose none
      </Link>
      {metrics.length > 0 && <span className="muted">Curves of</span>}
      {metrics.map((key) => {
        const isDrawn = drawn.includes(key);
        const next = isDrawn ? drawn.filter((each) => each !== key) : [...drawn, key];
        return (
          <Link
            key={key}
            className={isDrawn ? 'button' : 'button quiet'}
            aria-current={isDrawn ? 'true' : undefined}
            to="."
            resetScroll={false}
            search={(before) => ({ ...before, curve: next.join(',') || undefined })}
          >
            {key}
          </Link>
        );
      })}
    </section>
  );
}
