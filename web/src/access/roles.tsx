import { count } from '../parts/number';
import { Table } from '../parts/table';
import { Time } from '../parts/time';
import { Chip } from '../parts/words';
import { WriteButton } from '../writes/write-button';
import type { AccessQuery } from './access.document';
import { placeOf } from './access-request';
import { type Asker, administers } from './access-search';

interface RolesProps {
  readonly grants: AccessQuery['roleGrants'];
  readonly asker: Asker;
}

/** Every role that was granted or taken away, newest first; those that hold can be taken away. */
export function Roles({ grants: { nodes, totalCount }, asker }: RolesProps) {
  if (nodes.length === 0) return <p className="muted">No role was granted by name that you may see.</p>;
  const seen = new Set<string>();
  return (
    <section className="card flush">
      <h2>{count(totalCount)} grants of roles</h2>
      <Table head={['Who', 'Role', 'In', 'Since', 'By', 'Why', 'Change']}>
        {nodes.map(({ id, principal, namespace, role, createdAt, actor, reason }) => {
          // Newest first: what stands here for the first time is what holds.
          const holds = !seen.has(`${principal} ${namespace}`);
          seen.add(`${principal} ${namespace}`);
          return (
            <tr key={id}>
              <th scope="row">{principal}</th>
              <td>
                {role ?? 'taken away'} {!holds && <Chip>earlier</Chip>}
              </td>
              <td>{placeOf(namespace)}</td>
              <td>
                <Time at={createdAt} />
              </td>
              <td>{actor}</td>
              <td>{reason}</td>
              <td>
                {holds && role !== null && administers(asker, namespace) && (
                  <WriteButton
                    request={{ kind: 'access', access: { kind: 'revoke-role', principal, namespace, role } }}
                    className="button quiet"
                  >
                    Take away
                  </WriteButton>
                )}
              </td>
            </tr>
          );
        })}
      </Table>
      {totalCount > nodes.length && <p className="muted">The last {nodes.length}; name somebody to see the others.</p>}
    </section>
  );
}
