import { Time } from '../parts/time';
import { Chip } from '../parts/words';
import { WriteButton } from '../writes/write-button';
import type { ShownVersion } from './version-page';

/** Where it runs and ran, and who has approved it. */
export function Deployments({ version }: { readonly version: ShownVersion }) {
  const { ref, deployments, approvals, viewerCan } = version;
  return (
    <section className="card">
      <h2>Where it runs</h2>
      {deployments.nodes.length === 0 && <p className="muted">Nowhere.</p>}
      <ul className="list">
        {deployments.nodes.map(({ id, target, active, startedAt, endedAt, endReason, actor }) => (
          <li key={id}>
            <b>{target}</b> <Chip tone={active ? 'good' : 'muted'}>{active ? 'active' : 'ended'}</Chip>{' '}
            {active && viewerCan.includes('DEPLOY') && (
              <WriteButton request={{ kind: 'end-deployment', deployment: id, target, ref }} className="button quiet">
                End
              </WriteButton>
            )}
            <div className="muted">
              {actor} · <Time at={startedAt} />
              {endedAt !== null && (
                <>
                  {' '}
                  until <Time at={endedAt} />
                </>
              )}
              {endReason !== null && <> · “{endReason}”</>}
            </div>
          </li>
        ))}
      </ul>
      {deployments.totalCount > deployments.nodes.length && (
        <p className="muted">
          The last {deployments.nodes.length} of {deployments.totalCount}.
        </p>
      )}
      <h2>Approved by</h2>
      {approvals.length === 0 && <p className="muted">Nobody yet.</p>}
      <ul className="list">
        {approvals.map(({ id, actor, createdAt, comment }) => (
          <li key={id}>
            {actor} · <Time at={createdAt} /> {comment !== null && <>· “{comment}”</>}
          </li>
        ))}
      </ul>
    </section>
  );
}
