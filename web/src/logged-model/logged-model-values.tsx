import { Exact } from '../parts/exact';
import { plain } from '../parts/number';
import { RefLink } from '../parts/ref-link';
import { Table } from '../parts/table';
import type { ShownLoggedModel } from './logged-model-page';

/** What was measured of it at last, on which data, and what it was made with. */
export function LoggedModelValues({ model: { metrics, parameters } }: { readonly model: ShownLoggedModel }) {
  const set = Object.entries(parameters);
  return (
    <>
      {metrics.length > 0 && (
        <section className="card flush">
          <h2>Metrics</h2>
          <Table head={['Metric', '#Last value', '#Step', 'On']}>
            {metrics.map(({ key, value, step, datasetName, dataset }) => (
              <tr key={`${key} ${datasetName} ${dataset?.ref}`}>
                <th scope="row">{key}</th>
                <td className="number">
                  <Exact value={value} />
                </td>
                <td className="number">{step}</td>
                <td>{dataset === null ? (datasetName ?? '–') : <RefLink kind="dataset" to={dataset.ref} />}</td>
              </tr>
            ))}
          </Table>
        </section>
      )}
      {set.length > 0 && (
        <section className="card flush">
          <h2>Parameters</h2>
          <Table head={['Parameter', 'Value']}>
            {set.map(([key, value]) => (
              <tr key={key}>
                <th scope="row">{key}</th>
                <td>
                  <code>{plain(value)}</code>
                </td>
              </tr>
            ))}
          </Table>
        </section>
      )}
      {metrics.length + set.length === 0 && <p className="muted">Nothing was measured of it, and nothing set.</p>}
    </>
  );
}
