import { count, plain } from '../parts/number';
import { type Comparison, differenceRows } from './difference-rows';
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
        <div className="scroll">
          <table>
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
          </table>
        </div>
      )}
      {rows.length > MOST && <p className="muted">The first {count(MOST)}; the Markdown has them all.</p>}
    </section>
  );
}

function Value({ of }: { readonly of: unknown }) {
  return of === null || of === undefined ? <span className="muted">nothing</span> : <code>{plain(of)}</code>;
}
