import { count } from '../parts/number';
import { Table } from '../parts/table';
import { Time } from '../parts/time';
import { Chip } from '../parts/words';
import { WriteButton } from '../writes/write-button';
import type { AccessQuery } from './access.document';
import { placeOf } from './access-request';

/** The keys that the caller may see, newest first, and may revoke. */
export function Keys({ keys: { nodes, totalCount } }: { readonly keys: AccessQuery['apiKeys'] }) {
  if (nodes.length === 0) return <p className="muted">No API key was made that you may see.</p>;
  return (
    <section className="card flush">
      <h2>{count(totalCount)} API keys</h2>
      <Table head={['Key', 'Of', 'At most', 'Made', 'Ends', 'Last used', 'Change']}>
        {nodes.map((key) => (
          <tr key={key.id}>
            <th scope="row">
              {key.name} <code>{key.hint}</code>
            </th>
            <td>
              {key.principal} <Chip>{key.kind.toLowerCase()}</Chip>
            </td>
            <td>
              {key.role === null ? 'as its holder' : key.role} in {placeOf(key.namespace)}
            </td>
            <td>
              <Time at={key.createdAt} />
            </td>
            <td>{key.expiresAt === null ? 'never' : <Time at={key.expiresAt} />}</td>
            <td>{key.lastUsedAt === null ? 'never' : <Time at={key.lastUsedAt} />}</td>
            <td>
              {key.revocation === null ? (
                <WriteButton
                  request={{ kind: 'access', access: { kind: 'revoke-key', id: key.id, name: key.name } }}
                  className="button quiet"
                >
                  Revoke
                </WriteButton>
              ) : (
                <span className="muted">
                  revoked by {key.revocation.actor}, <Time at={key.revocation.createdAt} />
                  {key.revocation.reason !== null && ` · “${key.revocation.reason}”`}
                </span>
              )}
            </td>
          </tr>
        ))}
      </Table>
      {totalCount > nodes.length && <p className="muted">The last {nodes.length}.</p>}
    </section>
  );
}
