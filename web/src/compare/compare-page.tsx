import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { AddressForm } from '../parts/address-form';
import { Page } from '../parts/page';
import { type CompareSearch, compareQuestion, readCompareSearch, refsIn } from './compare-search';
import { ShownComparison } from './shown-comparison';

const route = getRouteApi('/compare');

/** What differs between versions of models, and which is better. */
export function ComparePage() {
  const search = route.useSearch();
  const refs = refsIn(search);
  return (
    <Page
      title="Compare"
      asked={refs.length < 2 ? undefined : compareQuestion(search)}
      embed={refs.length < 2 ? undefined : `/embed/compare${location.search}`}
    >
      <Choice search={search} />
      {refs.length < 2 ? (
        <p>Two to twenty refs, parted by commas: the others are compared with the first.</p>
      ) : (
        <ShownComparison search={search} />
      )}
    </Page>
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
        size={80}
        placeholder="fraud/detector@1.4.0, fraud/detector@production"
        defaultValue={search.refs}
        required
      />
    </AddressForm>
  );
}
