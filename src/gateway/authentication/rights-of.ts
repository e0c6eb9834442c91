import { type Rights, rightsFrom, sees } from '#platform/auth/rights.js';
import { isAtLeast, isWithin, prefixOf, type Role, type RoleGrant } from '#platform/auth/role.js';

/** What the rights of a caller come of. */
export interface GrantedRights {
  readonly roles: readonly RoleGrant[];
  readonly closed: readonly string[];
  /** The most that the credential allows, and where; null where it allows all. */
  readonly scope: RoleGrant | null;
}

/** The rights that somebody has by roles, and no more of them than the credential allows. */
export function rightsOf({ roles, closed, scope }: GrantedRights): Rights {
  const whole = rightsFrom({ roles, closed });
  if (scope === null) return whole;
  const within = whole.roles.flatMap((grant) => cut(grant, scope));
  if (scope.namespace === '') return rightsFrom({ roles: within, closed });
  // A key for one namespace sees nothing else, also where everybody may read. A role reaches into closed namespaces below
  // its own: where some of those are hidden from whoever has the key, it sees what its roles give it and no more.
  const prefix = prefixOf(scope.namespace);
  const mayRead = sees(whole, prefix) && !whole.hidden.some((closedBelow) => closedBelow.startsWith(prefix));
  const reading: readonly RoleGrant[] = mayRead ? [{ role: 'VIEWER', namespace: scope.namespace }] : [];
  return rightsFrom({ roles: [...within, ...reading], closed: [...closed, ''] });
}

/** The part of a grant that lies within a scope. */
function cut(grant: RoleGrant, scope: RoleGrant): RoleGrant[] {
  const role: Role = isAtLeast(grant.role, scope.role) ? scope.role : grant.role;
  if (isWithin(grant.namespace, scope.namespace)) return [{ role, namespace: grant.namespace }];
  return isWithin(scope.namespace, grant.namespace) ? [{ role, namespace: scope.namespace }] : [];
}
