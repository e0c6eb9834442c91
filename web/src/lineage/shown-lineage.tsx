import { useNavigate } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { Answered } from '../parts/answered';
import { LineageNotices } from './lineage-notices';
import { LineagePicture, type Look } from './lineage-picture';
import { type LineageSearch, lineageQuestion } from './lineage-search';
import { LineageTables } from './lineage-tables';

/** Things of which the table stands below the picture; that of more is one press away. */
const MOST_WITH_TABLE = 60;

interface ShownLineageProps {
  readonly search: LineageSearch & { readonly asOf?: string | undefined };
}

/** A lineage, as its address has it: the picture, the tables, or both. */
export function ShownLineage({ search }: ShownLineageProps) {
  const query = useQuestion(lineageQuestion(search));
  const navigate = useNavigate();
  const look: Look = (change, isSmall = false) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: isSmall, resetScroll: false });
  return (
    <Answered query={query}>
      {({ lineage }) => (
        <>
          <LineageNotices lineage={lineage} search={search} />
          {search.view === undefined && (
            <LineagePicture key={lineage.root.id} lineage={lineage} search={search} onLook={look} />
          )}
          {(search.view === 'table' || lineage.nodes.length <= MOST_WITH_TABLE) && (
            <LineageTables lineage={lineage} search={search} />
          )}
        </>
      )}
    </Answered>
  );
}
