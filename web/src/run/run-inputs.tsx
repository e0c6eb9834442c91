import { Exact } from '../parts/exact';
import { RefLink } from '../parts/ref-link';
import { Table } from '../parts/table';
import type { ShownRun } from './run-page';

/** What a run read. */
export function RunInputs({ run: { inputs } }: { readonly run: ShownRun }) {
  if (inputs.length === 0) return null;
  return (
    <section className="card flush">
      <h2>Data</h2>
      <Table head={['Role', 'Dataset', '#Rows']}>
        {inputs.map(({ role, context, columns, afterEnd, datasetVersion }) => (
          <tr key={`${role} ${context} ${datasetVersion?.ref}`}>
            <td>
              {context ?? role.toLowerCase()} {afterEnd && <span className="muted">after the end</span>}
            </td>
            <td>
              {datasetVersion === null ? (
                <span className="muted">one that you may not see</span>
              ) : (
                <RefLink kind="dataset" to={datasetVersion.ref} />
              )}
              {columns !== null && <div className="muted">{columns.join(', ')}</div>}
            </td>
            <td className="number">
              <Exact value={datasetVersion?.rowCount} as="count" />
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
