import { EntityLink } from '../parts/entity-link';
import { eventWord } from '../parts/event-word';
import { Time } from '../parts/time';
import type { OverviewQuery } from './overview.document';

/** What was written lately. */
export function Changes({ entries }: { readonly entries: OverviewQuery['ledger']['nodes'] }) {
  return (
    <ul className="list">
      {entries.map(({ id, typeName, subject, entity, actor, createdAt }) => (
        <li key={id}>
          <b>{eventWord(typeName)}</b> <EntityLink entity={entity} subject={subject} />
          <br />
          <span className="muted">
            {actor} · <Time at={createdAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
