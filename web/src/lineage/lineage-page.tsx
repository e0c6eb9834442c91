import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { AddressForm } from '../parts/address-form';
import { Answered } from '../parts/answered';
import { Kind } from '../parts/kind';
import { LineageRef } from '../parts/lineage-ref';
import { Page } from '../parts/page';
import {
  DEPTH,
  DIRECTIONS,
  LINEAGE_KINDS,
  type LineageSearch,
  lineageQuestion,
  readLineageSearch,
} from './lineage-search';
import { type AnsweredLineage, treeOf, unreached } from './lineage-tree';
import { TreeTable } from './tree-table';

const route = getRouteApi('/lineage');

/** What something was made from, and what rests on it. */
export function LineagePage() {
  const search = route.useSearch();
  const asked = lineageQuestion(search);
  return (
    <Page
      title={search.of === undefined ? 'Lineage' : `Lineage of ${search.of}`}
      asked={search.of === undefined ? undefined : asked}
    >
      <Choice search={search} />
      {search.of === undefined ? (
        <p>
          Of what? A ref such as <code>fraud/detector@1.4.0</code>, or an id.
        </p>
      ) : (
        <Shown search={search} />
      )}
    </Page>
  );
}

function Shown({ search }: { readonly search: LineageSearch }) {
  const query = useQuestion(lineageQuestion(search));
  return <Answered query={query}>{({ lineage }) => <Trees lineage={lineage} search={search} />}</Answered>;
}

function Trees({ lineage, search }: { readonly lineage: AnsweredLineage; readonly search: LineageSearch }) {
  const up = search.dir === 'down' ? [] : treeOf(lineage, 'up');
  const down = search.dir === 'up' ? [] : treeOf(lineage, 'down');
  const apart = unreached(lineage, [...up, ...down]);
  return (
    <>
      {!lineage.complete && (
        <div className="notice" role="status">
          <p>Something is missing: {lineage.incompleteReason}</p>
        </div>
      )}
      {search.dir !== 'down' && <TreeTable title="Made from" rows={up} />}
      {search.dir !== 'up' && <TreeTable title="What rests on it" rows={down} />}
      {apart.length > 0 && (
        <section className="card">
          <h2>Reached through what is not shown: {apart.length}</h2>
          <ul className="list">
            {apart.map((node) => (
              <li key={node.id} className="row">
                <Kind of={node.kind} /> <LineageRef node={node} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Choice({ search }: { readonly search: LineageSearch }) {
  const navigate = useNavigate({ from: '/lineage' });
  const show = (form: FormData) => void navigate({ search: readLineageSearch(Object.fromEntries(form)) });
  const everything = search.of !== undefined && (
    <Link className="button quiet" to="/lineage" search={{ of: search.of }}>
      Everything
    </Link>
  );
  return (
    <AddressForm onShow={show} beside={everything} key={JSON.stringify(search)}>
      <input name="of" aria-label="Of what" placeholder="a ref or an id" defaultValue={search.of} required />
      <select name="dir" aria-label="Which way" defaultValue={search.dir ?? 'both'}>
        {DIRECTIONS.map((way) => (
          <option key={way} value={way}>
            {way === 'both' ? 'both ways' : way === 'up' ? 'made from' : 'rests on it'}
          </option>
        ))}
      </select>
      <select name="kind" aria-label="Kind" defaultValue={search.kind}>
        <option value="">every kind</option>
        {LINEAGE_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {kind.replaceAll('_', ' ').toLowerCase()}
          </option>
        ))}
      </select>
      <label>
        steps <input name="depth" type="number" min="1" max="100" defaultValue={search.depth ?? DEPTH} />
      </label>
    </AddressForm>
  );
}
