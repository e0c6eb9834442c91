import { useState } from 'react';
import { count } from '../parts/number';
import { RefLink } from '../parts/ref-link';
import { Table } from '../parts/table';
import { Status } from '../parts/words';
import type { AnsweredImpact } from './impact-figures';

/** Rows that come at once. */
const ROWS = 200;

/** Every model version that rests on it, the nearest first. */
export function ImpactVersions({ impact }: { readonly impact: AnsweredImpact }) {
  const [most, setMost] = useState(ROWS);
  const versions = impact.modelVersions.filter((version) => version !== null);
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
      {versions.length > most && (
        <p>
          <button type="button" className="button" onClick={() => setMost(most + ROWS)}>
            Show {count(Math.min(ROWS, versions.length - most))} of {count(versions.length - most)} more
          </button>
        </p>
      )}
    </section>
  );
}
