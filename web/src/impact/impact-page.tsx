import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { LineagePicture, type Look } from '../lineage/lineage-picture';
import { AddressForm } from '../parts/address-form';
import { Answered } from '../parts/answered';
import { Page } from '../parts/page';
import { ImpactDeployments } from './impact-deployments';
import { ImpactFigures } from './impact-figures';
import { type ImpactSearch, impactQuestion, readImpactSearch } from './impact-search';
import { ImpactVersions } from './impact-versions';
import { QuarantineOffer } from './quarantine-offer';

const route = getRouteApi('/impact');

/** If something is bad: what rests on it, where that runs, where it can go back to, and who has to know. */
export function ImpactPage() {
  const search = route.useSearch();
  const { of } = search;
  return (
    <Page
      title={of === undefined ? 'Impact' : `Impact of ${of}`}
      asked={of === undefined ? undefined : impactQuestion(search)}
      actions={
        of !== undefined && (
          <Link className="button quiet" to="/lineage" search={{ of }}>
            Lineage
          </Link>
        )
      }
    >
      <Choice of={of} />
      {of === undefined ? (
        <p>
          If what is bad? A ref such as <code>fraud/transactions@1.1.0</code>, or an id.
        </p>
      ) : (
        <Shown search={search} />
      )}
    </Page>
  );
}

function Choice({ of }: Pick<ImpactSearch, 'of'>) {
  const navigate = useNavigate({ from: '/impact' });
  const show = (form: FormData) => void navigate({ search: readImpactSearch(Object.fromEntries(form)) });
  return (
    <AddressForm onShow={show} key={of}>
      <input name="of" aria-label="Of what" size={36} placeholder="a ref or an id" defaultValue={of} required />
    </AddressForm>
  );
}

function Shown({ search }: { readonly search: ImpactSearch }) {
  const query = useQuestion(impactQuestion(search));
  const navigate = useNavigate({ from: '/impact' });
  const look: Look = (change, isSmall = false) =>
    void navigate({
      search: (before) => readImpactSearch({ ...before, ...change }),
      replace: isSmall,
      resetScroll: false,
    });
  return (
    <Answered query={query}>
      {({ impact, lineage }) => (
        <>
          {!impact.complete && (
            <div className="notice" role="status">
              <p>Something is missing: {impact.incompleteReason}</p>
            </div>
          )}
          <ImpactFigures impact={impact} />
          <QuarantineOffer of={search.of} versions={impact.modelVersions} />
          <ImpactDeployments impact={impact} />
          <LineagePicture
            key={lineage.root.id}
            lineage={lineage}
            search={{ ...search, lit: search.lit ?? 'down' }}
            onLook={look}
          />
          <ImpactVersions impact={impact} />
        </>
      )}
    </Answered>
  );
}
