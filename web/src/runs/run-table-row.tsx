import { useNavigate } from '@tanstack/react-router';
import { memo } from 'react';
import { MOST_RUNS } from '../curves/curves';
import { measured, plain } from '../parts/number';
import { RefLink } from '../parts/ref-link';
import { Time } from '../parts/time';
import { Status } from '../parts/words';
import { listed } from '../search-params';
import type { RunRow } from './runs-query';
import type { RunColumn, RunsSearch } from './runs-search';

interface RunTableRowProps {
  readonly row: RunRow;
  /** Which row of the whole table it is, its head being the first. */
  readonly place: number;
  readonly columns: readonly RunColumn[];
  readonly search: RunsSearch;
}

/** A run in the table. */
export const RunTableRow = memo(function RunTableRow({ row, place, columns, search }: RunTableRowProps) {
  return (
    <tr aria-rowindex={place}>
      <td>
        <CurveBox row={row} search={search} columns={columns} />
      </td>
      <th scope="row">
        <RefLink kind="run" to={row.id}>
          {row.name}
        </RefLink>
      </th>
      <td>
        <Status of={row.status} />
      </td>
      {columns.map((column) => (
        <td key={column.name} className="number">
          {shownValue(row, column)}
        </td>
      ))}
      <td>
        <Time at={row.startedAt} />
      </td>
      <td>{row.experiment.displayName}</td>
    </tr>
  );
});

function shownValue(row: RunRow, column: RunColumn): string {
  const value = exactValue(row, column);
  return column.subject === 'METRIC' ? measured(value) : (value?.toString() ?? '–');
}

/** What a run has in a column: a metric as it was measured, a parameter as one line. */
export function exactValue(
  { metrics, parameters }: RunRow,
  { subject, key }: RunColumn,
): number | string | null | undefined {
  if (subject === 'METRIC') return metrics.find((metric) => metric.key === key)?.value;
  return Object.hasOwn(parameters, key) ? plain(parameters[key]) : undefined;
}

/** Whether the curve of a run is among those that are shown; the metric is the first one of the table. */
function CurveBox({ row, search, columns }: Omit<RunTableRowProps, 'place'>) {
  const navigate = useNavigate({ from: '/runs/' });
  const shown = listed(search.shown);
  const isShown = shown.includes(row.id);
  const metric = search.curve ?? columns.find(({ subject }) => subject === 'METRIC')?.key ?? row.metrics[0]?.key;
  const change = () =>
    navigate({
      search: (before) => ({
        ...before,
        curve: metric,
        shown: (isShown ? shown.filter((id) => id !== row.id) : [...shown, row.id]).join(',') || undefined,
      }),
      resetScroll: false,
    });
  return (
    <input
      type="checkbox"
      aria-label={`Curve of ${row.name}`}
      checked={isShown}
      disabled={metric === undefined || (!isShown && shown.length >= MOST_RUNS)}
      onChange={change}
    />
  );
}
