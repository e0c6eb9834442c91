import { enumWord } from './enum-word';
import { count } from './number';
import { Time } from './time';

/** What the notice shows of a contradiction. */
interface ShownContradiction {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly source: string;
  readonly place: string;
  readonly known: string | null;
  readonly found: string | null;
  readonly createdAt: string;
}

interface ContradictionsProps {
  readonly open: { readonly totalCount: number; readonly nodes: readonly ShownContradiction[] };
}

/** That sources contradict what is known of the thing on the page, where any does. */
export function Contradictions({ open: { totalCount, nodes } }: ContradictionsProps) {
  if (nodes.length === 0) return null;
  return (
    <div className="notice" role="status">
      <b>
        {totalCount === 1 ? 'A source contradicts' : `${count(totalCount)} times sources contradict`} what is recorded
        here.
      </b>
      <ul className="list">
        {nodes.map(({ id, kind, subject, source, place, known, found, createdAt }) => (
          <li key={id}>
            {enumWord(kind)}: <span className="ref">{place}</span> of <span className="ref">{source}</span>,{' '}
            <span className="ref">{subject}</span>
            {(known !== null || found !== null) && (
              <>
                {' '}
                (<span className="ref">{known ?? 'nothing'}</span> is known,{' '}
                <span className="ref">{found ?? 'nothing'}</span> was found)
              </>
            )}{' '}
            <span className="muted">
              <Time at={createdAt} />
            </span>
          </li>
        ))}
      </ul>
      {totalCount > nodes.length && <p className="muted">The newest {nodes.length} are shown.</p>}
    </div>
  );
}
