import { Table } from '../parts/table';
import type { ShownDataset } from './dataset-version-page';

/** The columns of a dataset version, and from which others each was made. */
export function SchemaTable({ version: { schema, columnLineage } }: { readonly version: ShownDataset }) {
  if (schema.length === 0) return null;
  const origins = new Map(columnLineage?.map(({ column, from }) => [column, from]));
  const head = ['Column', 'Type', 'May be empty', ...(columnLineage === null ? [] : ['Made from']), 'What it is'];
  return (
    <section className="card flush">
      <h2>{schema.length} columns</h2>
      <Table head={head}>
        {schema.map(({ name, type, nullable, description }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>{type}</td>
            <td>{nullable ? 'yes' : 'no'}</td>
            {columnLineage !== null && (
              <td>
                {(origins.get(name) ?? []).map((origin) => (
                  <div key={origin}>
                    <code>{origin}</code>
                  </div>
                ))}
              </td>
            )}
            <td>{description}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
