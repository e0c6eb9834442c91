import { plain } from '../parts/number';
import { Time } from '../parts/time';
import type { ShownVersion } from './version-page';

/** Its notes, and every change of its tags and description. */
export function Notes({ version: { annotations } }: { readonly version: ShownVersion }) {
  if (annotations.nodes.length === 0) return null;
  return (
    <section className="card">
      <h2>Notes</h2>
      <ul className="list">
        {annotations.nodes.map(({ id, facet, key, value, createdAt, actor }) => (
          <li key={id}>
            {facet !== 'NOTE' && (
              <span className="muted">{facet === 'TAG' ? `tag ${key}: ` : `${facet.toLowerCase()}: `}</span>
            )}
            {value === null ? <span className="muted">taken away</span> : plain(value)}
            <div className="muted">
              {actor} · <Time at={createdAt} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
