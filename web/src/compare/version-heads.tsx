import { Link } from '@tanstack/react-router';
import { RefLink } from '../parts/ref-link';
import { refsIn } from './compare-search';
import type { Comparison } from './difference-rows';

/** The heads of the columns of a comparison: its versions, each of which can be the one to compare with. */
export function VersionHeads({ versions }: Pick<Comparison, 'versions'>) {
  return versions.map(({ id, ref }, at) => (
    <th key={id} scope="col">
      <RefLink kind="model" to={ref} />
      {at === 0 ? (
        <div className="muted">compared with</div>
      ) : (
        <div>
          <Link className="button quiet" to="/compare" search={(before) => ({ ...before, refs: atFront(before, at) })}>
            Compare with this
          </Link>
        </div>
      )}
    </th>
  ));
}

function atFront(search: { readonly refs?: string | undefined }, at: number): string {
  const refs = [...refsIn(search)];
  return [...refs.splice(at, 1), ...refs].join(',');
}
