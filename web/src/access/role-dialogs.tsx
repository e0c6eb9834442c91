import { Field, Reason, textOf } from '../writes/fields';
import { Move } from '../writes/move';
import { WriteForm } from '../writes/write-form';
import { type AccessRequestOf, placeOf } from './access-request';
import { GrantRoleDocument } from './grant-role.document';
import { RevokeRoleDocument } from './revoke-role.document';
import { RoleChoice, roleIn } from './role-choice';
import { SetNamespaceAccessDocument } from './set-namespace-access.document';

/** Grants a role in a namespace and all below it. */
export function GrantRole({ namespace }: AccessRequestOf<'grant-role'>) {
  return (
    <WriteForm
      document={GrantRoleDocument}
      variablesOf={(form) => ({
        input: {
          principal: textOf(form, 'principal') ?? '',
          role: roleIn(form) ?? 'VIEWER',
          namespace: textOf(form, 'namespace') ?? '',
          reason: textOf(form, 'reason'),
        },
      })}
      action="Grant it"
      done={({ grantRole: { roleGrant } }) => (
        <p>
          {roleGrant.principal} is {roleGrant.role} of {placeOf(roleGrant.namespace)}.
        </p>
      )}
    >
      <Field name="principal" label="To whom" required />
      <RoleChoice label="Role" />
      <Field
        name="namespace"
        label="In this namespace and all below"
        defaultValue={namespace}
        placeholder="everything"
      />
      <Reason />
    </WriteForm>
  );
}

/** Takes a role away. */
export function RevokeRole({ principal, namespace, role }: AccessRequestOf<'revoke-role'>) {
  return (
    <WriteForm
      document={RevokeRoleDocument}
      variablesOf={(form) => ({ input: { principal, namespace, reason: textOf(form, 'reason') } })}
      action="Take it away"
      done={({ revokeRole: { roleGrant } }) => (
        <p>
          {roleGrant.principal} has no role by name in {placeOf(roleGrant.namespace)} any more.
        </p>
      )}
    >
      <Move what={`${principal} in ${placeOf(namespace)}`} from={role} to="no role" />
      <Reason />
    </WriteForm>
  );
}

/** Closes a namespace to all who have no role in it, or opens it. */
export function SetNamespaceAccess({ namespace, closed }: { readonly namespace: string; readonly closed: boolean }) {
  return (
    <WriteForm
      document={SetNamespaceAccessDocument}
      variablesOf={(form) => ({
        input: { namespace: textOf(form, 'namespace') ?? namespace, closed, reason: textOf(form, 'reason') },
      })}
      action={closed ? 'Close it' : 'Open it'}
      done={({ setNamespaceAccess: { namespaceAccess: now } }) => (
        <p>
          {now.namespace} is {now.closed ? 'closed to all who have no role in it' : 'open'}.
        </p>
      )}
    >
      {closed ? (
        <>
          <Field name="namespace" label="Namespace" defaultValue={namespace} required />
          <p className="muted">
            From the next request on it is, to all who have no role in it, as if it were not there.
          </p>
        </>
      ) : (
        <p>
          Everybody who has a credential sees <b>{namespace}</b> again.
        </p>
      )}
      <Reason />
    </WriteForm>
  );
}
