import type { CsvValue } from '../export/csv';
import { count, plain } from '../parts/number';
import { Tabled } from '../parts/table';
import { type Comparison, type DifferenceRow, differenceRows } from './difference-rows';
import { VersionHeads } from './version-heads';

/** Rows that are shown: what is behind them is in the export. */
const MOST = 500;

/** Every place at which a version differs from the first, part by part. */
export function DifferenceTable({ comparison }: { readonly comparison: Comparison }) {
  const rows = differenceRows(comparison);
  const { versions } = comparison;
  return (
    <section className="card flush">
      <h2>{count(rows.length)} differences</h2>
      {rows.length === 0 ? (
        <p className="muted">They are made of the same.</p>
      ) : (
        <Tabled csv={() => csvRows(rows, versions)}>
          <thead>
            <tr>
              <th scope="col">Where</th>
              <VersionHeads versions={versions} />
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST).map(({ part, path, base, others }) => (
              <tr key={`${part} ${path}`}>
                <th scope="row">
                  <span className="muted">{part.toLowerCase()}</span> <code>{path}</code>
                </th>
                <td>
                  <Value of={base} />
                </td>
                {versions.slice(1).map(({ id, ref }) => (
                  <td key={id}>
                    {others.has(ref) ? <Value of={others.get(ref)} /> : <span className="muted">=</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </Tabled>
      )}
      {rows.length > MOST && <p className="muted">The first {count(MOST)}; the Markdown and the CSV have them all.</p>}
    </section>
  );
}

function csvRows(rows: readonly DifferenceRow[], versions: Comparison['versions']): readonly (readonly CsvValue[])[] {
  const text = (value: unknown) => (value === null || value === undefined ? null : plain(value));
  return [
    ['part', 'path', ...versions.map(({ ref }) => ref)],
    ...rows.map(({ part, path, base, others }) => [
      part.toLowerCase(),
      path,
      text(base),
      ...versions.slice(1).map(({ ref }) => text(others.has(ref) ? others.get(ref) : base)),
    ]),
  ];
}

function Value({ of }: { readonly of: unknown }) {
  return of === null || of === undefined ? <span className="muted">nothing</span> : <code>{plain(of)}</code>;
}
