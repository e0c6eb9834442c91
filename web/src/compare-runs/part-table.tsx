import { deltaOf } from '../compare/difference-rows';
import { count, measured, plain } from '../parts/number';
import { RefLink } from '../parts/ref-link';
import type { CompareRunsQuery } from './compare-runs.document';

type Comparison = CompareRunsQuery['compareRuns'];

/** Rows that are shown of one part. */
const MOST = 300;

interface PartTableProps {
  readonly title: string;
  readonly runs: Comparison['runs'];
  readonly rows: Comparison['rows'];
}

/** One part of runs side by side; of a metric also how each stands to the first run's. */
export function PartTable({ title, runs, rows }: PartTableProps) {
  return (
    <section className="card flush">
      <h2>
        {title} <span className="muted">{count(rows.length)}</span>
      </h2>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{title}</th>
              {runs.map(({ id, name, experiment }) => (
                <th key={id} scope="col">
                  <RefLink kind="run" to={id}>
                    {name}
                  </RefLink>
                  <div className="muted">{experiment.displayName}</div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST).map((row) => (
              <tr key={row.key}>
                <th scope="row">
                  <code>{row.key}</code>
                  {row.better !== null && row.better !== 'UNKNOWN' && (
                    <div className="muted">{row.better.toLowerCase()} is better</div>
                  )}
                </th>
                {runs.map(({ id }, at) => (
                  <td key={id}>
                    <Value row={row} at={at} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > MOST && <p className="muted">The first {count(MOST)}: the query of this page has them all.</p>}
    </section>
  );
}

function Value({ row, at }: { readonly row: Comparison['rows'][number]; readonly at: number }) {
  const value = row.values[at];
  if (value === null || value === undefined) return <span className="muted">nothing</span>;
  if (row.part !== 'METRIC') return <code>{plain(value)}</code>;
  const [own, first] = [value as number | string, row.values[0] as number | string | null];
  const delta = at === 0 ? undefined : deltaOf(own, first, row.better ?? 'UNKNOWN');
  return (
    <>
      {measured(own)}{' '}
      {delta !== undefined && (
        <span className={delta.tone}>
          {delta.sign} {delta.sign !== '=' && `${delta.by > 0 ? '+' : ''}${measured(delta.by)}`}
        </span>
      )}
    </>
  );
}
