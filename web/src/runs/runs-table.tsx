import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { CsvButton } from '../export/csv-button';
import { count } from '../parts/number';
import type { Column } from './columns';
import { exactValue, RunTableRow } from './run-table-row';
import type { RunRow } from './runs-query';
import type { RunsSearch } from './runs-search';
import './runs.css';

/** The height of a row in pixels, as runs.css has it. */
const ROW = 36;
/** Rows above and below those in sight. */
const BEYOND = 8;

interface RunsTableProps {
  /** Those that are loaded. */
  readonly rows: readonly RunRow[];
  readonly total: number;
  readonly columns: readonly Column[];
  readonly search: RunsSearch;
  /** Called when the last loaded row is near. */
  readonly onEnd: () => void;
}

/** Runs by the thousand: only the rows in sight are in the page. */
export function RunsTable({ rows, total, columns, search, onEnd }: RunsTableProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: BEYOND,
  });
  const seen = virtual.getVirtualItems();
  const last = seen.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - BEYOND) onEnd();
  });
  const above = seen[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (seen.at(-1)?.end ?? 0);
  const width = columns.length + 5;
  const csv = () => [
    ['id', 'run', 'status', ...columns.map(({ name }) => name), 'started', 'experiment'],
    ...rows.map(({ run, values }) => [
      ...[run.id, run.name, run.status],
      ...columns.map(({ name }) => exactValue(values[name])),
      ...[run.startedAt, run.experiment.displayName],
    ]),
  ];
  return (
    <div className="tabled">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys */}
      <section className="runs-scroll" ref={scroll} tabIndex={0} aria-label="Runs">
        <table className="runs-table" aria-rowcount={total + 1}>
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">Chosen</span>
              </th>
              <SortHead search={search} name="run.name" label="Run" />
              <SortHead search={search} name="run.status" label="Status" />
              {columns.map((column) => (
                <SortHead key={column.name} search={search} name={column.name} label={column.label} isNumber />
              ))}
              <SortHead search={search} name="run.startedAt" label="Started" />
              <th scope="col">Experiment</th>
            </tr>
          </thead>
          <tbody>
            <Space height={above} width={width} />
            {seen.map(({ index }) => (
              <RunTableRow
                key={rows[index]!.run.id}
                row={rows[index]!}
                place={index + 2}
                columns={columns}
                search={search}
              />
            ))}
            <Space height={below} width={width} />
          </tbody>
        </table>
      </section>
      <CsvButton rows={csv} label={rows.length === total ? 'CSV' : `CSV of the first ${count(rows.length)}`} />
    </div>
  );
}

/** What stands for the rows that are not in the page. */
function Space({ height, width }: { readonly height: number; readonly width: number }) {
  if (height <= 0) return null;
  return (
    <tr>
      <td className="runs-space" colSpan={width} style={{ height }} />
    </tr>
  );
}

interface SortHeadProps {
  readonly search: RunsSearch;
  readonly name: string;
  readonly label: string;
  readonly isNumber?: boolean;
}

/** The head of a column: a press sorts by it, another turns the order round. */
function SortHead({ search, name, label, isNumber = false }: SortHeadProps) {
  const isSorted = search.sort === name;
  const isAscending = isSorted && search.direction === 'asc';
  return (
    <th
      scope="col"
      className={isNumber ? 'number' : undefined}
      aria-sort={isSorted ? (isAscending ? 'ascending' : 'descending') : 'none'}
    >
      <Link
        className="button quiet"
        to="."
        preload={false}
        search={(before) => ({ ...before, sort: name, direction: isSorted && !isAscending ? 'asc' : undefined })}
      >
        {label} {isSorted && <span aria-hidden="true">{isAscending ? '▲' : '▼'}</span>}
      </Link>
    </th>
  );
}
