import { Kind } from '../parts/kind';
import { LineageRef } from '../parts/lineage-ref';
import { Table } from '../parts/table';
import { Time } from '../parts/time';
import type { TreeRow } from './lineage-tree';
import './lineage.css';

/** How deep a row is set in at most. */
const DEEPEST = 12;

/** One way of a lineage as a table: a thing stands below what it is nearest to, set in by a step. */
export function TreeTable({ title, rows }: { readonly title: string; readonly rows: readonly TreeRow[] }) {
  return (
    <section className="card flush">
      <h2>
        {title}: {rows.length}
      </h2>
      {rows.length === 0 ? (
        <p className="muted">Nothing.</p>
      ) : (
        <Table head={['Thing', '#Steps', 'How', 'Recorded']}>
          {rows.map(({ node, relation, level, otherParents }) => (
            <tr key={node.id}>
              <th scope="row">
                <span className="row tree-step" data-level={Math.min(level, DEEPEST)}>
                  <Kind of={node.kind} /> <LineageRef node={node} />
                </span>
              </th>
              <td className="number">{node.depth}</td>
              <td className="muted">
                {relation?.replaceAll('_', ' ').toLowerCase()}
                {otherParents > 0 && `, and by ${otherParents} more ways`}
              </td>
              <td>{node.createdAt !== null && <Time at={node.createdAt} />}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
