import { count } from '../parts/number';
import { RefLink } from '../parts/ref-link';
import { useShowMore } from '../parts/show-more';
import { Table } from '../parts/table';
import { Status } from '../parts/words';
import type { AnsweredImpact } from './impact-figures';

/** Rows that come at once. */
const ROWS = 200;

/** Every model version that rests on it, the nearest first. */
export function ImpactVersions({ impact }: { readonly impact: AnsweredImpact }) {
  const versions = impact.modelVersions.filter((version) => version !== null);
  const { most, button } = useShowMore(versions.length, ROWS);
  if (versions.length === 0) return null;
  return (
    <section className="card flush">
      <h2>Model versions that rest on it: {count(versions.length)}</h2>
      <Table head={['Version', 'Status']} csv={() => versions.map(({ ref, status }) => [ref, status])}>
        {versions.slice(0, most).map(({ ref, status }) => (
          <tr key={ref}>
            <th scope="row">
              <RefLink kind="model" to={ref} />
            </th>
            <td>
              <Status of={status} />
            </td>
          </tr>
        ))}
      </Table>
      {button}
    </section>
  );
}
