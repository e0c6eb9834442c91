import { useNavigate } from '@tanstack/react-router';
import { memo } from 'react';
import { MOST_RUNS } from '../curves/curves';
import { measured, plain } from '../parts/number';
import { RefLink } from '../parts/ref-link';
import { Time } from '../parts/time';
import { Status } from '../parts/words';
import { listed } from '../search-params';
import type { Column } from './columns';
import type { RunRow } from './runs-query';
import type { RunsSearch } from './runs-search';

interface RunTableRowProps {
  readonly row: RunRow;
  /** Which row of the whole table it is, its head being the first. */
  readonly place: number;
  readonly columns: readonly Column[];
  readonly search: RunsSearch;
}

/** A run in the table. */
export const RunTableRow = memo(function RunTableRow({ row, place, columns, search }: RunTableRowProps) {
  const { run, values } = row;
  return (
    <tr aria-rowindex={place}>
      <td>
        <ChoiceBox run={run} search={search} />
      </td>
      <th scope="row">
        <RefLink kind="run" to={run.id}>
          {run.name}
        </RefLink>
      </th>
      <td>
        <Status of={run.status} />
      </td>
      {columns.map(({ name, subject }) => (
        <td key={name} className="number">
          {shownValue(values[name], subject === 'metric')}
        </td>
      ))}
      <td>
        <Time at={run.startedAt} />
      </td>
      <td>{run.experiment.displayName}</td>
    </tr>
  );
});

/** What a run has in a column, to the digit: a number as it is, all else as one line. */
export function exactValue(value: unknown): number | string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'number' ? value : plain(value);
}

function shownValue(value: unknown, isMetric: boolean): string {
  if (value === null || value === undefined) return '–';
  return isMetric || typeof value === 'number' ? measured(value as number | string) : plain(value);
}

/** Whether a run is among those that are chosen. */
function ChoiceBox({ run, search }: { readonly run: RunRow['run']; readonly search: RunsSearch }) {
  const navigate = useNavigate({ from: '/runs/' });
  const shown = listed(search.shown);
  const isShown = shown.includes(run.id);
  const change = () =>
    navigate({
      search: (before) => ({
        ...before,
        shown: (isShown ? shown.filter((id) => id !== run.id) : [...shown, run.id]).join(',') || undefined,
      }),
      resetScroll: false,
    });
  return (
    <input
      type="checkbox"
      aria-label={`Choose ${run.name}`}
      checked={isShown}
      disabled={!isShown && shown.length >= MOST_RUNS}
      onChange={change}
    />
  );
}
