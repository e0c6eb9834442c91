import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { AddressForm } from '../parts/address-form';
import { Answered } from '../parts/answered';
import { Copy } from '../parts/copy';
import { Page } from '../parts/page';
import { type CompareSearch, compareQuestion, readCompareSearch, refsIn } from './compare-search';
import type { Comparison } from './difference-rows';
import { DifferenceTable } from './difference-table';
import { LineageDifferences } from './lineage-differences';
import { asMarkdown } from './markdown';
import { MetricsTable } from './metrics-table';

const route = getRouteApi('/compare');

/** What differs between versions of models, and which is better. */
export function ComparePage() {
  const search = route.useSearch();
  const refs = refsIn(search);
  return (
    <Page title="Compare" asked={refs.length < 2 ? undefined : compareQuestion(search)}>
      <Choice search={search} />
      {refs.length < 2 ? (
        <p>Two to twenty refs, parted by commas: the others are compared with the first.</p>
      ) : (
        <Shown search={search} />
      )}
    </Page>
  );
}

function Shown({ search }: { readonly search: CompareSearch }) {
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

function Choice({ search }: { readonly search: CompareSearch }) {
  const navigate = useNavigate({ from: '/compare' });
  const show = (form: FormData) => {
    const { refs } = readCompareSearch(Object.fromEntries(form));
    void navigate({ search: (before) => ({ ...before, refs }) });
  };
  return (
    <AddressForm onShow={show} action="Compare" key={search.refs}>
      <input
        name="refs"
        aria-label="Refs"
        size={50}
        placeholder="fraud/detector@1.4.0, fraud/detector@production"
        defaultValue={search.refs}
        required
      />
    </AddressForm>
  );
}
