import { Time } from '../parts/time';
import { WriteButton } from '../writes/write-button';
import type { AccessQuery } from './access.document';
import { type Asker, administers } from './access-search';

interface ClosedNamespacesProps {
  readonly closed: AccessQuery['closedNamespaces'];
  readonly asker: Asker;
}

/** The namespaces that nobody sees who has no role in them. */
export function ClosedNamespaces({ closed, asker }: ClosedNamespacesProps) {
  return (
    <section className="card">
      <h2>Closed namespaces</h2>
      {closed.length === 0 && <p className="muted">None that you have a role in.</p>}
      <ul className="list">
        {closed.map(({ id, namespace, createdAt, actor, reason }) => (
          <li key={id}>
            <b>{namespace}</b>{' '}
            {administers(asker, namespace) && (
              <WriteButton
                request={{ kind: 'access', access: { kind: 'open-namespace', namespace } }}
                className="button quiet"
              >
                Open
              </WriteButton>
            )}
            <div className="muted">
              {actor} · <Time at={createdAt} /> {reason !== null && <>· “{reason}”</>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
