import { readToken } from '../api/token';
import { Time } from '../parts/time';
import { Chip } from '../parts/words';
import type { AccessQuery } from './access.document';
import { placeOf } from './access-request';

/** Who looks, with which roles, until when. */
export function You({ me }: { readonly me: AccessQuery['me'] }) {
  const by = !me.authenticated
    ? 'nothing: nobody was ever given a key'
    : readToken() === null
      ? 'a session'
      : 'a token';
  return (
    <section className="card">
      <h2>You</h2>
      <dl className="facts">
        <dt>Name</dt>
        <dd>
          <b>{me.actor}</b> <Chip>{me.kind.toLowerCase()}</Chip>
        </dd>
        <dt>Shown by</dt>
        <dd>
          {by}
          {me.expiresAt !== null && (
            <>
              , which ends <Time at={me.expiresAt} />
            </>
          )}
        </dd>
        <dt>Roles</dt>
        <dd>
          {me.roles.length === 0 && <span className="muted">none: you read what is open</span>}
          {me.roles.map(({ role, namespace }) => (
            <div key={`${role} ${namespace}`}>
              {role} of {placeOf(namespace)}
            </div>
          ))}
        </dd>
      </dl>
    </section>
  );
}
