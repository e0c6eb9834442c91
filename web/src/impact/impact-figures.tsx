import { count } from '../parts/number';
import { Chip } from '../parts/words';
import type { ImpactQuery } from './impact.document';

/** An impact, as the API answers it. */
export type AnsweredImpact = ImpactQuery['impact'];

/** How much it is, and who has to know. */
export function ImpactFigures({ impact }: { readonly impact: AnsweredImpact }) {
  const { modelVersions, redactedModelVersions, deployments, redactedDeployments, owners } = impact;
  const running = deployments.filter(({ active }) => active).length;
  return (
    <div className="columns">
      <section className="card figure">
        <div>
          <h2>Model versions rest on it</h2>
          <b>{count(modelVersions.length)}</b>
          {redactedModelVersions > 0 && <p>and {count(redactedModelVersions)} that you may not see</p>}
        </div>
      </section>
      <section className="card figure">
        <div>
          <h2>Deployments run now</h2>
          <b className={running > 0 ? 'bad' : undefined}>{count(running)}</b>
          {redactedDeployments > 0 && <p>and {count(redactedDeployments)}, running or ended, that you may not see</p>}
        </div>
      </section>
      <section className="card">
        <h2>Has to know</h2>
        {owners.length === 0 ? (
          <p className="muted">Nobody.</p>
        ) : (
          <span className="row">
            {owners.map((owner) => (
              <Chip key={owner}>{owner}</Chip>
            ))}
          </span>
        )}
      </section>
    </div>
  );
}
