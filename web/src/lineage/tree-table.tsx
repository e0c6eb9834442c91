import type { CsvValue } from '../export/csv';
import { enumWord } from '../parts/enum-word';
import { Kind } from '../parts/kind';
import { LineageRef } from '../parts/lineage-ref';
import { count } from '../parts/number';
import { useShowMore } from '../parts/show-more';
import { Table } from '../parts/table';
import { Time } from '../parts/time';
import type { TreeRow } from './lineage-tree';

/** How deep a row is set in at most. */
const DEEPEST = 12;
/** Pixels by which a row is set in more than what it is below. */
const STEP = 20;
/** Rows that come at once. */
const ROWS = 500;

/** One way of a lineage as a table: a thing stands below what it is nearest to, set in by a step. */
export function TreeTable({ title, rows }: { readonly title: string; readonly rows: readonly TreeRow[] }) {
  const { most, button } = useShowMore(rows.length, ROWS);
  return (
    <section className="card flush">
      <h2>
        {title}: {count(rows.length)}
      </h2>
      {rows.length === 0 ? (
        <p className="muted">Nothing.</p>
      ) : (
        <Table head={['Thing', '#Steps', 'How', 'Recorded']} csv={() => rows.map(csvRow)}>
          {rows.slice(0, most).map((row) => (
            <TreeTableRow key={row.node.id} row={row} />
          ))}
        </Table>
      )}
      {button}
    </section>
  );
}

function csvRow({ node: { redacted, ref, depth, createdAt }, relation }: TreeRow): readonly CsvValue[] {
  return [redacted ? null : ref, depth, relation && enumWord(relation), createdAt];
}

function TreeTableRow({ row: { node, relation, level, otherParents } }: { readonly row: TreeRow }) {
  return (
    <tr data-id={node.id}>
      <th scope="row">
        <span className="row" style={{ paddingLeft: STEP * (Math.min(level, DEEPEST) - 1) }}>
          <Kind of={node.kind} /> <LineageRef node={node} />
        </span>
      </th>
      <td className="number">{node.depth}</td>
      <td className="muted">
        {relation && enumWord(relation)}
        {otherParents > 0 && `, and by ${otherParents} more ways`}
      </td>
      <td>{node.createdAt !== null && <Time at={node.createdAt} />}</td>
    </tr>
  );
}
