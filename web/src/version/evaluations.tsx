import { measured } from '../parts/number';
import { RefLink } from '../parts/ref-link';
import { Table } from '../parts/table';
import { Time } from '../parts/time';
import type { ShownVersion } from './version-page';

/** What was measured of it after its run. */
export function Evaluations({ version: { evaluations } }: { readonly version: ShownVersion }) {
  if (evaluations.nodes.length === 0) return null;
  return (
    <section className="card flush">
      <h2>Evaluations</h2>
      <Table head={['On', 'Slice', 'Measured', 'By']}>
        {evaluations.nodes.map(({ id, datasetVersion, slice, metrics, actor, evaluatedAt, note }) => (
          <tr key={id}>
            <td>{datasetVersion === null ? '–' : <RefLink kind="dataset" to={datasetVersion.ref} />}</td>
            <td>{slice ?? 'all'}</td>
            <td>
              {metrics.map(({ key, value }) => (
                <div key={key}>
                  {key} <b>{measured(value)}</b>
                </div>
              ))}
              {note !== null && <div className="muted">{note}</div>}
            </td>
            <td>
              {actor}, <Time at={evaluatedAt} />
            </td>
          </tr>
        ))}
      </Table>
      {evaluations.totalCount > evaluations.nodes.length && (
        <p className="muted">
          The last {evaluations.nodes.length} of {evaluations.totalCount}.
        </p>
      )}
    </section>
  );
}
