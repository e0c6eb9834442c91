import { Link } from '@tanstack/react-router';
import { Kind } from '../parts/kind';
import { LineageRef } from '../parts/lineage-ref';
import { Time } from '../parts/time';
import { stackKey } from './lineage-drawing';
import type { Look } from './lineage-picture';
import type { LineageSearch } from './lineage-search';
import type { AnsweredLineage } from './lineage-tree';
import { type LineageNode, noteOf, stackNote, wordsOf } from './node-words';

/** Members of a stack that are listed; the table has all of them. */
const MOST_LISTED = 25;

interface ThingPanelProps {
  readonly lineage: AnsweredLineage;
  /** One thing, or those of a stack. */
  readonly things: readonly LineageNode[];
  readonly search: LineageSearch;
  readonly onLook: Look;
}

/** What is looked at of a picture, beside it. */
export function ThingPanel({ lineage, things, search, onLook }: ThingPanelProps) {
  const [first] = things as [LineageNode, ...LineageNode[]];
  const key = things.length === 1 ? first.id : stackKey(first);
  return (
    <section className="panel" aria-label="What is looked at">
      <div className="row">
        <Kind of={first.kind} />
        <strong>{things.length === 1 ? <LineageRef node={first} /> : wordsOf(first).group}</strong>
      </div>
      {things.length === 1 ? (
        <One node={first} />
      ) : (
        <>
          <p>{stackNote(things, first.kind)}</p>
          <ul className="list">
            {things.slice(0, MOST_LISTED).map((node) => (
              <li key={node.id}>
                <LineageRef node={node} />
              </li>
            ))}
          </ul>
          {things.length > MOST_LISTED && (
            <p>
              <Link to="." search={(before) => ({ ...before, view: 'table' })}>
                {things.length - MOST_LISTED} more in the table
              </Link>
            </p>
          )}
        </>
      )}
      <div className="row">
        <button type="button" className="button" onClick={() => onLook({ at: key, lit: 'up', path: undefined })}>
          Light what it rests on
        </button>
        <button type="button" className="button" onClick={() => onLook({ at: key, lit: 'down', path: undefined })}>
          Light what rests on it
        </button>
        {key !== lineage.root.id && (
          <button
            type="button"
            className="button"
            onClick={() => onLook({ path: `${lineage.root.id},${key}`, lit: undefined })}
          >
            Ways to {search.of}
          </button>
        )}
        <button type="button" className="button quiet" onClick={() => onLook({ at: undefined }, true)}>
          Close
        </button>
      </div>
    </section>
  );
}

function One({ node }: { readonly node: LineageNode }) {
  return (
    <>
      <dl className="facts">
        <dt>Steps away</dt>
        <dd>{node.depth}</dd>
        {noteOf(node) !== '' && (
          <>
            <dt>Is</dt>
            <dd>{noteOf(node)}</dd>
          </>
        )}
        <dt>Upstream</dt>
        <dd>{node.upstreamCount ?? '–'}</dd>
        <dt>Downstream</dt>
        <dd>{node.downstreamCount ?? '–'}</dd>
        {node.createdAt !== null && (
          <>
            <dt>Recorded</dt>
            <dd>
              <Time at={node.createdAt} />
            </dd>
          </>
        )}
      </dl>
      {!node.redacted && (
        <p className="row">
          <Link to="/lineage" search={{ of: node.kind === 'COLUMN' ? node.ref : node.id }}>
            Lineage of it
          </Link>
          {node.kind !== 'DEPLOYMENT' && (
            <Link to="/impact" search={{ of: node.kind === 'COLUMN' ? node.ref : node.id }}>
              Impact of it
            </Link>
          )}
        </p>
      )}
    </>
  );
}
