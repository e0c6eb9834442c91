import { RefLink } from '../parts/ref-link';
import { Table } from '../parts/table';
import { Time } from '../parts/time';
import type { ShownModel } from './model-page';

/** Which version each alias pointed to, and since when. */
export function AliasHistory({ model: { aliasHistory } }: { readonly model: ShownModel }) {
  if (aliasHistory.nodes.length === 0) return <p className="muted">No alias was ever set.</p>;
  return (
    <section className="card flush">
      <h2>Aliases</h2>
      <Table head={['Alias', 'Version', 'From', 'Until', 'By', 'Why']}>
        {aliasHistory.nodes.map(({ alias, modelVersion, validFrom, validTo, actor, reason }) => (
          <tr key={`${alias} ${validFrom}`}>
            <th scope="row">{alias}</th>
            <td>
              {modelVersion === null ? (
                <span className="muted">taken away</span>
              ) : (
                <RefLink kind="model" to={modelVersion.ref}>
                  {modelVersion.version}
                </RefLink>
              )}
            </td>
            <td>
              <Time at={validFrom} />
            </td>
            <td>{validTo === null ? 'now' : <Time at={validTo} />}</td>
            <td>{actor}</td>
            <td>{reason}</td>
          </tr>
        ))}
      </Table>
      {aliasHistory.pageInfo.hasNextPage && (
        <p className="muted">The last {aliasHistory.nodes.length} changes; there are more.</p>
      )}
    </section>
  );
}
