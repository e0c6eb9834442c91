import { useNavigate } from '@tanstack/react-router';
import { AddressForm } from '../parts/address-form';
import { METRIC, type SearchSearch } from './search-search';

/** What the results stand in order of. */
export function Order({ search }: { readonly search: SearchSearch }) {
  const navigate = useNavigate({ from: '/search' });
  const show = (form: FormData) => {
    const metric = String(form.get('metric') ?? '').trim();
    const order = metric !== '' ? METRIC + metric : form.get('newest') === 'on' ? 'created' : undefined;
    const direction = order !== undefined && form.get('asc') === 'on' ? ('asc' as const) : undefined;
    void navigate({ search: (before) => ({ ...before, order, direction, after: undefined }) });
  };
  const metric = search.order?.startsWith(METRIC) === true ? search.order.slice(METRIC.length) : '';
  return (
    <details>
      <summary>Order</summary>
      <AddressForm className="form" onShow={show} key={`${search.order} ${search.direction}`}>
        <label>
          By a metric
          <input name="metric" defaultValue={metric} placeholder="auc" spellCheck={false} />
        </label>
        <label className="row">
          <input type="checkbox" name="newest" defaultChecked={search.order === 'created'} /> By when it was recorded
        </label>
        <label className="row">
          <input type="checkbox" name="asc" defaultChecked={search.direction === 'asc'} /> The lowest or oldest first
        </label>
      </AddressForm>
    </details>
  );
}
