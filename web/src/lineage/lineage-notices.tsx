import { Link } from '@tanstack/react-router';
import { count } from '../parts/number';
import { type LineageSearch, MOST } from './lineage-search';
import type { AnsweredLineage } from './lineage-tree';

interface LineageNoticesProps {
  readonly lineage: AnsweredLineage;
  readonly search: LineageSearch;
}

/** What a lineage does not show, and why. */
export function LineageNotices({ lineage, search }: LineageNoticesProps) {
  const { complete, incompleteReason, redacted } = lineage;
  if (complete && redacted === 0) return null;
  return (
    <div className="notice" role="status">
      {!complete && <p>Something is missing: {incompleteReason}</p>}
      {redacted > 0 && <p>{count(redacted)} things are there that you may not see.</p>}
      {!complete && search.first === undefined && (
        <p>
          <Link to="." search={(before) => ({ ...before, first: String(MOST) })}>
            Ask for up to {count(MOST)} each way
          </Link>
        </p>
      )}
    </div>
  );
}
