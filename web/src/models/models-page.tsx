import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { AddressForm } from '../parts/address-form';
import { Answered } from '../parts/answered';
import { Empty } from '../parts/empty';
import { Exact } from '../parts/exact';
import { More } from '../parts/more';
import { count } from '../parts/number';
import { Page } from '../parts/page';
import { RefLink } from '../parts/ref-link';
import { Table } from '../parts/table';
import { Time } from '../parts/time';
import { Chip, Status } from '../parts/words';
import type { ModelsQuery } from './models.document';
import { MODEL_ORDERS, type ModelsSearch, modelsQuestion, readModelsSearch } from './models-search';

const route = getRouteApi('/models/');

/** Every model, by display name and namespace. */
export function ModelsPage() {
  const search = route.useSearch();
  const asked = modelsQuestion(search);
  const query = useQuestion(asked);
  return (
    <Page title="Models" asked={asked}>
      <Narrow search={search} />
      <Answered query={query}>{({ models }) => <Models models={models} after={search.after} />}</Answered>
    </Page>
  );
}

function Narrow({ search }: { readonly search: ModelsSearch }) {
  const navigate = useNavigate({ from: '/models/' });
  const show = (form: FormData) => void navigate({ search: readModelsSearch(Object.fromEntries(form)) });
  return (
    <AddressForm onShow={show} key={JSON.stringify(search)}>
      <input name="q" aria-label="Display name contains" placeholder="Display name contains" defaultValue={search.q} />
      <input name="namespace" aria-label="Namespace" placeholder="Namespace" defaultValue={search.namespace} />
      <select name="order" aria-label="In order of" defaultValue={search.order ?? 'updated'}>
        {MODEL_ORDERS.map((order) => (
          <option key={order} value={order}>
            {order === 'name' ? 'by name' : `last ${order} first`}
          </option>
        ))}
      </select>
      <label>
        <input type="checkbox" name="archived" value="all" defaultChecked={search.archived === 'all'} /> archived too
      </label>
    </AddressForm>
  );
}

type Models = ModelsQuery['models'];

function Models({ models, after }: { readonly models: Models; readonly after: string | undefined }) {
  if (models.nodes.length === 0) return <Empty>No model is so, or none that you may see.</Empty>;
  return (
    <section className="card flush">
      <h2 aria-live="polite">{count(models.totalCount)} models</h2>
      <Table head={['Model', 'Aliases', 'Newest version', '#Versions', 'Owners', 'Changed']}>
        {models.nodes.map((model) => (
          <ModelRow key={model.id} model={model} />
        ))}
      </Table>
      <More page={models.pageInfo} after={after} />
    </section>
  );
}

function ModelRow({ model }: { readonly model: Models['nodes'][number] }) {
  const { name, displayName, aliases, latest, versions, owners, updatedAt, archivedAt } = model;
  return (
    <tr>
      <th scope="row">
        <RefLink kind="model" to={name} /> {archivedAt !== null && <Chip>archived</Chip>}
        {displayName !== name && <div className="muted">{displayName}</div>}
      </th>
      <td>
        {aliases.map((alias) => (
          <div key={alias.name}>
            {alias.name}{' '}
            <RefLink kind="model" to={alias.modelVersion.ref}>
              {alias.modelVersion.version}
            </RefLink>
          </div>
        ))}
      </td>
      <td>
        {latest !== null && (
          <>
            <RefLink kind="model" to={latest.ref}>
              {latest.version}
            </RefLink>{' '}
            <Status of={latest.status} />
          </>
        )}
      </td>
      <td className="number">
        <Exact value={versions.totalCount} as="count" />
      </td>
      <td>{owners.join(', ')}</td>
      <td>
        <Time at={updatedAt} />
      </td>
    </tr>
  );
}
