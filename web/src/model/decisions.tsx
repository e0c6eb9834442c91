import { RefLink } from '../parts/ref-link';
import { duration, Time } from '../parts/time';
import { Chip } from '../parts/words';
import type { ShownModel } from './model-page';

/** What was promoted, refused and rolled back, with what was observed. */
export function Decisions({ model: { promotions, rollbacks } }: { readonly model: ShownModel }) {
  return (
    <div className="columns">
      <section className="card">
        <h2>Promotions</h2>
        {promotions.nodes.length === 0 && <p className="muted">None yet.</p>}
        <ul className="list">
          {promotions.nodes.map(({ id, alias, verdict, modelVersion, results, actor, createdAt, reason }) => (
            <li key={id}>
              <Chip tone={verdict === 'PROMOTED' ? 'good' : 'bad'}>{verdict.toLowerCase()}</Chip>{' '}
              <RefLink kind="model" to={modelVersion.ref} /> to {alias}
              {results.map(({ rule, verdict: met, observed }) => (
                <div key={rule} className={met === 'UNMET' ? 'bad' : 'muted'}>
                  {met.toLowerCase()}: {rule} ({observed})
                </div>
              ))}
              <div className="muted">
                {actor} · <Time at={createdAt} /> {reason !== null && <>· “{reason}”</>}
              </div>
            </li>
          ))}
        </ul>
      </section>
      <section className="card">
        <h2>Rollbacks</h2>
        {rollbacks.nodes.length === 0 && <p className="muted">None yet.</p>}
        <ul className="list">
          {rollbacks.nodes.map(({ id, alias, from, to, actor, createdAt, reason, durationSeconds }) => (
            <li key={id}>
              <b>{alias}</b> <RefLink kind="model" to={from.ref} /> → <RefLink kind="model" to={to.ref} />
              <div className="muted">
                {actor} · <Time at={createdAt} /> · “{reason}” · it had stood {duration(durationSeconds)}
              </div>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
