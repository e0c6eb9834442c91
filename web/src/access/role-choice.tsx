import type { GrantRoleMutationVariables } from './grant-role.document';

type Role = GrantRoleMutationVariables['input']['role'];

const ROLES: readonly Role[] = ['VIEWER', 'CONTRIBUTOR', 'MAINTAINER', 'ADMIN'];

/** Chooses a role; `none` is what choosing none means, where one may. */
export function RoleChoice({ label, none }: { readonly label: string; readonly none?: string }) {
  return (
    <label>
      {label}
      <select name="role" defaultValue={none === undefined ? ROLES[0] : ''}>
        {none !== undefined && <option value="">{none}</option>}
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {role}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The role that was chosen; undefined for none. */
export function roleIn(form: FormData): Role | undefined {
  return ROLES.find((role) => role === form.get('role'));
}
