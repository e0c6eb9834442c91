import { Link } from '@tanstack/react-router';
import { RefLink } from '../parts/ref-link';
import { exactly, Time } from '../parts/time';
import { Chip, MayGoOut } from '../parts/words';
import { Offers } from '../writes/offers';
import { RuleResults } from '../writes/rule-results';
import type { ReviewQuery } from './review.document';

/** A version that waits, with what the policy says of it. */
type ReviewItem = ReviewQuery['reviewQueue']['nodes'][number];

/** A version that waits: what it would replace, each rule with what was observed, and what one may do. */
export function Candidate({ item }: { readonly item: ReviewItem }) {
  const { modelVersion, replaces, check, viewerApproves, viewerCanApprove } = item;
  const { ref, createdAt, createdBy, bump, waivers, viewerCan } = modelVersion;
  const counts = viewerApproves || !viewerCanApprove ? 'Approve all the same' : 'Approve';
  return (
    <section className="card" aria-label={ref}>
      <div className="heading">
        <h2>
          <RefLink kind="model" to={ref} />
        </h2>
        <Chip>{bump.level.toLowerCase()}</Chip>
        <div className="row actions">
          {replaces !== null && (
            <Link className="button quiet" to="/compare" search={{ refs: `${replaces.ref},${ref}` }}>
              Compare with {replaces.version}
            </Link>
          )}
          <Offers
            can={viewerCan}
            offers={[
              { action: 'APPROVE', words: counts, request: { kind: 'approve', ref } },
              { action: 'PROMOTE', words: 'Promote', request: { kind: 'promote', ref } },
              { action: 'SET_STATUS', words: 'Change the status', request: { kind: 'status', ref } },
            ]}
          />
        </div>
      </div>
      <p className="muted">
        {createdBy} · <Time at={createdAt} />
        {replaces === null ? ' · nothing stood in production' : ` · in place of ${replaces.version}`}
        {bump.reasons.length > 0 && ` · ${bump.reasons.join('; ')}`}
      </p>
      <p>
        <MayGoOut verdict={check.verdict} />{' '}
        <span className="muted">
          {check.policy === null ? 'no policy guards production' : `by the policy of ${check.policy.scope}`}
        </span>
      </p>
      <RuleResults
        results={check.results}
        of={{ ref, alias: 'production' }}
        mayWaive={viewerCan.includes('WAIVE_RULE')}
      />
      <Approvals item={item} />
      {waivers.map(({ id, rule, actor, reason, expiresAt }) => (
        <p key={id} className="muted">
          <code>{rule}</code> is waived by {actor} until {exactly(expiresAt)}: “{reason}”
        </p>
      ))}
    </section>
  );
}

/** Who has approved it, and what is missing. */
function Approvals({ item: { modelVersion, missingApprovals, viewerApproves } }: { readonly item: ReviewItem }) {
  const { approvals } = modelVersion;
  const by = approvals.map(({ actor, role }) => (role === null ? actor : `${actor} (${role})`));
  const missing = missingApprovals.map(({ role, count }) => (role === null ? `${count}` : `${count} by ${role}`));
  return (
    <p className="muted">
      {by.length === 0 ? 'Nobody has approved it.' : `Approved by ${by.join(', ')}.`}
      {viewerApproves && ' You are among them.'}
      {missing.length > 0 && ` Missing: ${missing.join(', ')}.`}
    </p>
  );
}
