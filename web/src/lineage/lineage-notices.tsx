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
  const alone = ofCatalogAlone(lineage);
  if (complete && redacted === 0 && alone === undefined) return null;
  return (
    <div className="notice" role="status">
      {alone !== undefined && <p>{alone}</p>}
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

/** What is to be said of a thing that the catalog has and its own subgraph has not, which has no page then. */
function ofCatalogAlone({ root, nodes }: AnsweredLineage): string | undefined {
  const node = nodes.find(({ id }) => id === root.id);
  if (root.entity !== null || node === undefined || node.redacted) return undefined;
  return node.createdAt === null
    ? 'Only what rests on it names it so far: the catalog has not read of it itself.'
    : 'The catalog alone has it: the subgraph that it is of has it no more, or not yet.';
}
