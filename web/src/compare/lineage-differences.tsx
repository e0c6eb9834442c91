import { Kind } from '../parts/kind';
import type { Comparison } from './difference-rows';

/** What some of the versions rest on and others do not. */
export function LineageDifferences({ comparison: { lineage } }: { readonly comparison: Comparison }) {
  if (lineage === null || lineage.length === 0) return null;
  return (
    <section className="card">
      <h2>What only some rest on</h2>
      <ul className="list">
        {lineage.map(({ ref, kind, versions }) => (
          <li key={`${kind} ${ref}`} className="row">
            <Kind of={kind} /> <code>{ref}</code> <span className="muted">{versions.join(', ')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
