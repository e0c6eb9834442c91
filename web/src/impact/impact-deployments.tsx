import { RefLink } from '../parts/ref-link';
import { Table } from '../parts/table';
import { Time } from '../parts/time';
import { Chip } from '../parts/words';
import type { AnsweredImpact } from './impact-figures';

/** Where what rests on it runs or ran, and where that can go back to. */
export function ImpactDeployments({ impact: { deployments } }: { readonly impact: AnsweredImpact }) {
  return (
    <section className="card flush">
      <h2>Where it runs, and where that can go back to</h2>
      {deployments.length === 0 ? (
        <p className="muted">Nothing that rests on it was deployed.</p>
      ) : (
        <Table head={['Target', 'Now', 'Serves', 'Back to', 'Since', 'Answers for it']}>
          {deployments.map(({ target, active, startedAt, endedAt, modelVersion, safeRollback, owners }) => (
            <tr key={`${target} ${startedAt} ${modelVersion?.ref}`}>
              <th scope="row">{target}</th>
              <td>{active ? <Chip tone="bad">runs</Chip> : <Chip>ended</Chip>}</td>
              <td>{modelVersion !== null && <RefLink kind="model" to={modelVersion.ref} />}</td>
              <td>
                {safeRollback !== null ? (
                  <RefLink kind="model" to={safeRollback.ref} />
                ) : (
                  <span className="muted">nothing that is not affected</span>
                )}
              </td>
              <td>
                <Time at={startedAt} />
                {endedAt !== null && (
                  <>
                    {' '}
                    until <Time at={endedAt} />
                  </>
                )}
              </td>
              <td>{owners.join(', ')}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
