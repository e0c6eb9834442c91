import { Copy } from '../parts/copy';
import { endOfDayIn, Field, Reason, textOf, Until } from '../writes/fields';
import { WriteForm } from '../writes/write-form';
import type { AccessRequestOf } from './access-request';
import { CreateKeyDocument } from './create-key.document';
import { RevokeKeyDocument } from './revoke-key.document';
import { RoleChoice, roleIn } from './role-choice';

/** Days that a key lasts where nobody says otherwise: a quarter. */
const QUARTER = 90;

/** Makes a key, and shows it: once, for the server stores but its digest. */
export function CreateKey({ principal, mayForOthers }: AccessRequestOf<'create-key'>) {
  return (
    <WriteForm
      document={CreateKeyDocument}
      variablesOf={(form) => ({
        input: {
          name: textOf(form, 'name') ?? '',
          principal: textOf(form, 'principal') ?? principal,
          kind: form.get('isUser') === null ? ('SERVICE' as const) : ('USER' as const),
          role: roleIn(form),
          namespace: textOf(form, 'namespace') ?? '',
          expiresAt: endOfDayIn(form),
        },
      })}
      action="Make it"
      done={({ createApiKey: { apiKey, secret } }) => (
        <>
          <p>
            The key <b>{apiKey.name}</b> of {apiKey.principal}. It is shown now and never again:
          </p>
          {secret === null ? (
            <p className="warn">It was made by a request before, whose answer alone had it: revoke it, make another.</p>
          ) : (
            <p className="row">
              <code data-secret>{secret}</code> <Copy text={secret} />
            </p>
          )}
        </>
      )}
    >
      <Field name="name" label="What for" placeholder="nightly training" required />
      {mayForOthers && <Field name="principal" label="For whom" defaultValue={principal} required />}
      <label>
        <span>
          <input type="checkbox" name="isUser" /> a person uses it, not a machine
        </span>
      </label>
      <RoleChoice label="It may do at most" none="whatever its holder may" />
      <Field name="namespace" label="In this namespace alone" placeholder="everything" />
      <Until days={QUARTER} />
      <p className="muted">The first key that is made ends the time in which everybody may do everything.</p>
    </WriteForm>
  );
}

/** Revokes a key. */
export function RevokeKey({ id, name }: AccessRequestOf<'revoke-key'>) {
  return (
    <WriteForm
      document={RevokeKeyDocument}
      variablesOf={(form) => ({ input: { apiKey: id, reason: textOf(form, 'reason') } })}
      action="Revoke it"
      done={({ revokeApiKey }) => <p>{revokeApiKey.apiKey.name} is revoked: the next request with it is refused.</p>}
    >
      <p>
        Whoever uses <b>{name}</b> is refused from the next request on. It cannot be taken back.
      </p>
      <Reason />
    </WriteForm>
  );
}
