import { Link } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { Failure } from '../parts/failure';
import { RefLink } from '../parts/ref-link';
import { exactly, Time } from '../parts/time';
import { Chip } from '../parts/words';
import { Offers } from '../writes/offers';
import { RuleResults } from '../writes/rule-results';
import type { ReviewQuery } from './review.document';
import { checkQuestion } from './review-search';

type CandidateVersion = ReviewQuery['modelVersions']['nodes'][number];

/** A version that waits: what it would replace, each rule with what was observed, and what one may do. */
export function Candidate({ version }: { readonly version: CandidateVersion }) {
  const { ref, createdAt, createdBy, bump, model, approvals, waivers, viewerCan } = version;
  const standing = model.alias?.modelVersion;
  return (
    <section className="card" aria-label={ref}>
      <div className="heading">
        <h2>
          <RefLink kind="model" to={ref} />
        </h2>
        <Chip>{bump.level.toLowerCase()}</Chip>
        <div className="row actions">
          {standing !== undefined && (
            <Link className="button quiet" to="/compare" search={{ refs: `${standing.ref},${ref}` }}>
              Compare with {standing.version}
            </Link>
          )}
          <Offers
            can={viewerCan}
            offers={[
              { action: 'APPROVE', words: 'Approve', request: { kind: 'approve', ref } },
              { action: 'PROMOTE', words: 'Promote', request: { kind: 'promote', ref } },
              { action: 'SET_STATUS', words: 'Change the status', request: { kind: 'status', ref } },
            ]}
          />
        </div>
      </div>
      <p className="muted">
        {createdBy} · <Time at={createdAt} />
        {standing === undefined ? ' · nothing stands in production' : ` · in place of ${standing.version}`}
        {bump.reasons.length > 0 && ` · ${bump.reasons.join(' ')}`}
      </p>
      <Check version={version} />
      <p className="muted">
        {approvals.length === 0
          ? 'Nobody has approved it.'
          : `Approved by ${approvals.map(({ actor, role }) => (role === null ? actor : `${actor} (${role})`)).join(', ')}.`}
      </p>
      {waivers.map(({ id, rule, actor, reason, expiresAt }) => (
        <p key={id} className="muted">
          <code>{rule}</code> is waived by {actor} until {exactly(expiresAt)}: “{reason}”
        </p>
      ))}
    </section>
  );
}

function Check({ version: { ref, viewerCan } }: { readonly version: CandidateVersion }) {
  const { data: answer, error, refetch } = useQuestion(checkQuestion(ref));
  if (answer === undefined) return error && <Failure error={error} onRetry={() => void refetch()} />;
  const { verdict, policy, results } = answer.data.previewPromotion;
  return (
    <>
      <p>
        <Chip tone={verdict === 'PROMOTED' ? 'good' : 'bad'}>{verdict === 'PROMOTED' ? 'may go out' : 'not yet'}</Chip>{' '}
        <span className="muted">
          {policy === null ? 'no policy guards production' : `by the policy of ${policy.scope}`}
        </span>
      </p>
      <RuleResults results={results} of={{ ref, alias: 'production' }} mayWaive={viewerCan.includes('WAIVE_RULE')} />
    </>
  );
}
