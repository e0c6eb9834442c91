import { Exact } from '../parts/exact';
import { Files } from '../parts/files';
import { plain } from '../parts/number';
import { RefLink } from '../parts/ref-link';
import { Table } from '../parts/table';
import { Status } from '../parts/words';
import type { ShownVersion } from './version-page';

/** What it was made from and what it is made of: data, run, configuration, files. */
export function Parts({ version }: { readonly version: ShownVersion }) {
  const { datasets, run, config, artifacts } = version;
  return (
    <>
      {datasets.length > 0 && (
        <section className="card flush">
          <h2>Data</h2>
          <Table head={['Role', 'Dataset', '#Rows']}>
            {datasets.map(({ role, datasetVersion, columns }) => (
              <tr key={`${role} ${datasetVersion?.ref}`}>
                <td>{role.toLowerCase()}</td>
                <td>
                  {datasetVersion === null ? (
                    <span className="muted">one that you may not see</span>
                  ) : (
                    <RefLink kind="dataset" to={datasetVersion.ref} />
                  )}
                  {columns !== null && <div className="muted">{columns.join(', ')}</div>}
                </td>
                <td className="number">{datasetVersion?.rowCount?.toLocaleString('en') ?? '–'}</td>
              </tr>
            ))}
          </Table>
        </section>
      )}
      {run !== null && (
        <section className="card flush">
          <h2>
            Run{' '}
            <RefLink kind="run" to={run.id}>
              {run.name}
            </RefLink>{' '}
            <Status of={run.status} />
          </h2>
          <Table head={['Metric', '#Last value', '#Step']}>
            {run.metrics.map(({ key, value, step }) => (
              <tr key={key}>
                <td>{key}</td>
                <td className="number">
                  <Exact value={value} />
                </td>
                <td className="number">{step}</td>
              </tr>
            ))}
          </Table>
          <Table head={['Parameter', 'Value']}>
            {Object.entries(run.parameters).map(([key, value]) => (
              <tr key={key}>
                <td>{key}</td>
                <td>
                  <code>{plain(value)}</code>
                </td>
              </tr>
            ))}
          </Table>
        </section>
      )}
      {config !== null && (
        <section className="card">
          <h2>Configuration</h2>
          <pre>{JSON.stringify(config, null, 2)}</pre>
        </section>
      )}
      <Files files={artifacts} />
    </>
  );
}
