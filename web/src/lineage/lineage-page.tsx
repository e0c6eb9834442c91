import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { AddressForm } from '../parts/address-form';
import { enumWord } from '../parts/enum-word';
import { Page } from '../parts/page';
import {
  DEPTH,
  DIRECTIONS,
  LINEAGE_KINDS,
  type LineageSearch,
  lineageQuestion,
  readLineageSearch,
} from './lineage-search';
import { ShownLineage } from './shown-lineage';

const route = getRouteApi('/lineage');

/** What something was made from, and what rests on it. */
export function LineagePage() {
  const search = route.useSearch();
  const asked = lineageQuestion(search);
  return (
    <Page
      title={search.of === undefined ? 'Lineage' : `Lineage of ${search.of}`}
      asked={search.of === undefined ? undefined : asked}
      embed={search.of && `/embed/lineage${location.search}`}
      actions={search.of !== undefined && <ViewLink search={search} />}
    >
      <Choice search={search} />
      {search.of === undefined ? (
        <p>
          Of what? A ref such as <code>fraud/detector@1.4.0</code>, or an id.
        </p>
      ) : (
        <ShownLineage search={search} />
      )}
    </Page>
  );
}

function ViewLink({ search }: { readonly search: LineageSearch }) {
  const view = search.view === undefined ? 'table' : undefined;
  return (
    <Link className="button quiet" to="." search={(before) => ({ ...before, view })}>
      {view === 'table' ? 'As a table alone' : 'As a picture'}
    </Link>
  );
}

function Choice({ search }: { readonly search: LineageSearch }) {
  const navigate = useNavigate({ from: '/lineage' });
  const { of, dir, kind, depth, columns, first, view } = search;
  const show = (form: FormData) =>
    void navigate({ search: readLineageSearch({ columns, first, view, ...Object.fromEntries(form) }) });
  const everything = of !== undefined && (
    <Link className="button quiet" to="/lineage" search={{ of, depth: String(DEPTH) }}>
      Everything
    </Link>
  );
  return (
    <AddressForm onShow={show} beside={everything} key={JSON.stringify([of, dir, kind, depth])}>
      <input name="of" aria-label="Of what" size={36} placeholder="a ref or an id" defaultValue={of} required />
      <select name="dir" aria-label="Which way" defaultValue={dir ?? 'both'}>
        {DIRECTIONS.map((way) => (
          <option key={way} value={way}>
            {way === 'both' ? 'both ways' : way === 'up' ? 'made from' : 'rests on it'}
          </option>
        ))}
      </select>
      <select name="kind" aria-label="Kind" defaultValue={kind}>
        <option value="">every kind</option>
        {LINEAGE_KINDS.map((each) => (
          <option key={each} value={each}>
            {enumWord(each)}
          </option>
        ))}
      </select>
      <label>
        steps <input name="depth" type="number" min="1" max="100" defaultValue={depth} placeholder={String(DEPTH)} />
      </label>
    </AddressForm>
  );
}
