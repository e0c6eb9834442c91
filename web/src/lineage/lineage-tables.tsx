import { Kind } from '../parts/kind';
import { LineageRef } from '../parts/lineage-ref';
import type { LineageSearch } from './lineage-search';
import { type AnsweredLineage, treeOf, unreached } from './lineage-tree';
import { TreeTable } from './tree-table';

interface LineageTablesProps {
  readonly lineage: AnsweredLineage;
  readonly search: LineageSearch;
}

/** A lineage as tables: the same answer as the picture, in words. */
export function LineageTables({ lineage, search }: LineageTablesProps) {
  const up = search.dir === 'down' ? [] : treeOf(lineage, 'up');
  const down = search.dir === 'up' ? [] : treeOf(lineage, 'down');
  const apart = unreached(lineage, [...up, ...down]);
  return (
    <>
      {search.dir !== 'down' && <TreeTable title="Made from" rows={up} />}
      {search.dir !== 'up' && <TreeTable title="What rests on it" rows={down} />}
      {apart.length > 0 && (
        <section className="card">
          <h2>Reached through what is not shown: {apart.length}</h2>
          <ul className="list">
            {apart.map((node) => (
              <li key={node.id} className="row" data-id={node.id}>
                <Kind of={node.kind} /> <LineageRef node={node} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
