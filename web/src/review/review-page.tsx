import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { AddressForm } from '../parts/address-form';
import { Answered } from '../parts/answered';
import { Empty } from '../parts/empty';
import { More } from '../parts/more';
import { count } from '../parts/number';
import { Page } from '../parts/page';
import { Candidate } from './candidate';
import type { ReviewQuery } from './review.document';
import { type ReviewSearch, readReviewSearch, reviewQuestion } from './review-search';

const route = getRouteApi('/review');

/** What waits for approval, and whether it may go out. */
export function ReviewPage() {
  const search = route.useSearch();
  const asked = reviewQuestion(search);
  const query = useQuestion(asked);
  return (
    <Page title="Review" asked={asked}>
      <Narrow search={search} />
      <Answered query={query}>{({ reviewQueue }) => <Candidates queue={reviewQueue} after={search.after} />}</Answered>
    </Page>
  );
}

interface CandidatesProps {
  readonly queue: ReviewQuery['reviewQueue'];
  readonly after: string | undefined;
}

function Candidates({ queue: { nodes, totalCount, pageInfo }, after }: CandidatesProps) {
  if (totalCount === 0) return <Empty>Nothing waits for review, or nothing that you may see.</Empty>;
  return (
    <>
      <p className="muted" aria-live="polite">
        {count(totalCount)} {totalCount === 1 ? 'version waits' : 'versions wait'} for review.
      </p>
      {nodes.map((item) => (
        <Candidate key={item.modelVersion.id} item={item} />
      ))}
      <More page={pageInfo} after={after} />
    </>
  );
}

function Narrow({ search }: { readonly search: ReviewSearch }) {
  const navigate = useNavigate({ from: '/review' });
  const show = (form: FormData) => void navigate({ search: readReviewSearch(Object.fromEntries(form)) });
  return (
    <AddressForm onShow={show} key={JSON.stringify(search)}>
      <input name="namespace" aria-label="Namespace" placeholder="Namespace" defaultValue={search.namespace} />
    </AddressForm>
  );
}
