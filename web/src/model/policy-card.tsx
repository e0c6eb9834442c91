import { Time } from '../parts/time';
import type { ShownModel } from './model-page';

/** What a version must meet before it becomes `production`. */
export function PolicyCard({ policy }: { readonly policy: ShownModel['policy'] }) {
  if (policy === null || policy.rules === null)
    return <p className="muted">Nothing guards production here: whoever may promote does so without a rule.</p>;
  const { metrics, reproducible, approvals, authorMayApprove, requiredTags } = policy.rules;
  return (
    <section className="card">
      <h2>Before production, by the policy of {policy.scope === '' ? 'everything' : policy.scope}</h2>
      <ul className="list">
        {metrics.map((rule) => (
          <li key={rule}>
            <code>{rule}</code>
          </li>
        ))}
        {reproducible && <li>it can be rebuilt</li>}
        {approvals > 0 && (
          <li>
            {approvals} approvals{authorMayApprove ? '' : ', not of whoever registered it'}
          </li>
        )}
        {requiredTags.map((tag) => (
          <li key={tag}>
            the tag <code>{tag}</code>
          </li>
        ))}
      </ul>
      <p className="muted">
        Set by {policy.actor}, <Time at={policy.createdAt} />.
      </p>
    </section>
  );
}
