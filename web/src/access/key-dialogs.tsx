import { useState } from 'react';
import { Copy } from '../parts/copy';
import { Field, Reason, textOf } from '../writes/fields';
import { WriteForm } from '../writes/write-form';
import type { AccessRequest } from './access-request';
import { CreateKeyDocument } from './create-key.document';
import { RevokeKeyDocument } from './revoke-key.document';
import { RoleChoice, roleIn } from './role-choice';

const QUARTER = 90 * 24 * 60 * 60 * 1_000;

type Request<Kind extends AccessRequest['kind']> = Extract<AccessRequest, { readonly kind: Kind }>;

/** Makes a key, and shows it: once, for the server stores but its digest. */
export function CreateKey({ principal, mayForOthers }: Request<'create-key'>) {
  const [until] = useState(() => new Date(Date.now() + QUARTER).toISOString().slice(0, 10));
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
          expiresAt: new Date(`${textOf(form, 'expiresAt') ?? until}T23:59:59`).toISOString(),
        },
      })}
      action="Make it"
      onLookAgain={async () => {}}
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
      <Field name="expiresAt" label="Until" type="date" defaultValue={until} required />
      <p className="muted">The first key that is made ends the time in which everybody may do everything.</p>
    </WriteForm>
  );
}

/** Revokes a key. */
export function RevokeKey({ id, name }: Request<'revoke-key'>) {
  return (
    <WriteForm
      document={RevokeKeyDocument}
      variablesOf={(form) => ({ input: { apiKey: id, reason: textOf(form, 'reason') } })}
      action="Revoke it"
      onLookAgain={async () => {}}
      done={({ revokeApiKey }) => <p>{revokeApiKey.apiKey.name} is revoked: the next request with it is refused.</p>}
    >
      <p>
        Whoever uses <b>{name}</b> is refused from the next request on. It cannot be taken back.
      </p>
      <Reason />
    </WriteForm>
  );
}
