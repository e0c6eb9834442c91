import { type Caller, isAuthenticated } from '#platform/auth/caller.js';
import { holds } from '#platform/auth/rights.js';
import { ROLES, type Role } from '#platform/auth/role.js';
import { type Alternatives, type Claims, isOneMet } from './requirement.js';

/** Which scopes a policy stands for, by its name. One that is not named is met by nobody. */
export type Policies = Readonly<Record<string, Alternatives>>;

/** `role:MAINTAINER@vision`: that role, or one above it, in that namespace; without one, everywhere. */
const ROLE_SCOPE = /^role:(?<role>[A-Z]+)(?:@(?<namespace>.+))?$/;

/**
 * What a caller shows to the rules of subgraphs: whether it has shown who it is, the scopes of its credential, and its
 * roles as scopes, which no credential can bring by itself.
 */
export function claimsOf({ kind, rights, scopes = [] }: Caller, policies: Policies): Claims {
  const given = new Set(scopes);
  const hasScope = (scope: string): boolean => {
    if (!scope.startsWith('role:')) return given.has(scope);
    const { role, namespace = '' } = ROLE_SCOPE.exec(scope)?.groups ?? {};
    return ROLES.includes(role as Role) && holds(rights, role as Role, namespace);
  };
  return {
    isAuthenticated: isAuthenticated({ kind }),
    hasScope,
    meetsPolicy: (policy) => Object.hasOwn(policies, policy) && isOneMet(policies[policy] as Alternatives, hasScope),
  };
}
