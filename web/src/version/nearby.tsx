import { Kind } from '../parts/kind';
import { LineageRef } from '../parts/lineage-ref';
import type { ShownVersion } from './version-page';

interface NearbyProps {
  readonly title: string;
  readonly lineage: ShownVersion['upstream'];
}

/** What stands near it in the lineage, the nearest first. */
export function Nearby({ title, lineage }: NearbyProps) {
  const nodes = lineage?.nodes.filter(({ depth }) => depth > 0) ?? [];
  return (
    <section className="card">
      <h2>{title}</h2>
      {lineage === null && <p className="muted">The catalog has not read of it yet.</p>}
      {lineage !== null && nodes.length === 0 && <p className="muted">Nothing.</p>}
      <ul className="list">
        {nodes.map((node) => (
          <li key={node.id} className="row">
            <Kind of={node.kind} /> <LineageRef node={node} />
          </li>
        ))}
      </ul>
      {lineage?.complete === false && <p className="muted">{lineage.incompleteReason}</p>}
    </section>
  );
}
