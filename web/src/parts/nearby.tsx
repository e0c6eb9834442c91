import { Link } from '@tanstack/react-router';
import { Kind } from './kind';
import { LineageRef, type LinkedNode } from './lineage-ref';

/** The nearest of a lineage. */
export interface NearbyLineage {
  readonly complete: boolean;
  readonly incompleteReason: string | null;
  readonly nodes: readonly (LinkedNode & { readonly depth: number })[];
}

interface NearbyProps {
  readonly title: string;
  /** Null while the catalog has not read of it. */
  readonly lineage: NearbyLineage | null;
  /** Where the whole of it is, as the lineage page takes it. */
  readonly of: string;
  readonly direction: 'up' | 'down';
}

/** What stands near it in the lineage, the nearest first. */
export function Nearby({ title, lineage, of, direction }: NearbyProps) {
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
      {nodes.length > 0 && (
        <p className="row">
          <Link to="/lineage" search={{ of, dir: direction }}>
            All of it
          </Link>
          {direction === 'down' && (
            <Link to="/impact" search={{ of }}>
              If it is bad
            </Link>
          )}
        </p>
      )}
    </section>
  );
}
