import { Link } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { Answered } from '../parts/answered';
import { Copy } from '../parts/copy';
import { type CompareSearch, compareQuestion } from './compare-search';
import type { Comparison } from './difference-rows';
import { DifferenceTable } from './difference-table';
import { LineageDifferences } from './lineage-differences';
import { asMarkdown } from './markdown';
import { MetricsTable } from './metrics-table';

/** A comparison of versions, as its address has it. */
export function ShownComparison({ search }: { readonly search: CompareSearch }) {
  const query = useQuestion(compareQuestion(search));
  return (
    <Answered query={query}>
      {({ compareModelVersions }) => <Tables comparison={compareModelVersions} search={search} />}
    </Answered>
  );
}

function Tables({ comparison, search }: { readonly comparison: Comparison; readonly search: CompareSearch }) {
  return (
    <>
      <div className="row">
        <Link
          className="button"
          to="."
          search={(before) => ({ ...before, show: search.show === 'all' ? undefined : ('all' as const) })}
        >
          {search.show === 'all' ? 'Only what differs' : 'What is equal, too'}
        </Link>
        <Copy text={asMarkdown(comparison)}>Copy as Markdown</Copy>
      </div>
      {!comparison.complete && (
        <div className="notice" role="status">
          <p>Something is missing: {comparison.incompleteReason}</p>
        </div>
      )}
      <MetricsTable comparison={comparison} showsEqual={search.show === 'all'} />
      <DifferenceTable comparison={comparison} />
      <LineageDifferences comparison={comparison} />
    </>
  );
}
