import { Link } from '@tanstack/react-router';
import { count } from '../parts/number';
import { RefLink } from '../parts/ref-link';
import { Time } from '../parts/time';
import { MayGoOut } from '../parts/words';
import type { OverviewQuery } from './overview.document';

interface WaitingVersionsProps {
  /** Not there where the overview is of a moment that has passed. */
  readonly queue: OverviewQuery['reviewQueue'];
}

/** The newest versions that wait for approval, and what each of them still lacks. */
export function WaitingVersions({ queue }: WaitingVersionsProps) {
  if (queue === undefined || queue.totalCount === 0) return null;
  return (
    <section className="card">
      <h2>Waits for review</h2>
      <ul className="list">
        {queue.nodes.map(({ modelVersion: { id, ref, createdBy, createdAt }, check: { verdict, results } }) => (
          <li key={id}>
            <RefLink kind="model" to={ref} /> <MayGoOut verdict={verdict} />{' '}
            <span className="muted">
              {results.flatMap(({ rule, verdict: its }) => (its === 'UNMET' ? [`${rule} unmet`] : [])).join(', ')}
            </span>
            <br />
            <span className="muted">
              {createdBy} · <Time at={createdAt} />
            </span>
          </li>
        ))}
      </ul>
      <p>
        <Link to="/review">{queue.totalCount === 1 ? 'Review it' : `Review all ${count(queue.totalCount)}`}</Link>
      </p>
    </section>
  );
}
