/** What a caller may be in a namespace; each may do what those before it may. */
export const ROLES = ['VIEWER', 'CONTRIBUTOR', 'MAINTAINER', 'ADMIN'] as const;

/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** A role, and the namespace in which it holds and in all below it; the empty text is everything. */
export interface RoleGrant {
  readonly role: Role;
  readonly namespace: string;
}

/** Whether who is the first may do what the second may. */
export function isAtLeast(role: Role, wanted: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(wanted);
}

/** What every name of a namespace begins with: `team/` of `team`, nothing of the empty text. */
export function prefixOf(namespace: string): string {
  return namespace === '' ? '' : `${namespace}/`;
}

/** Whether a namespace is another one, or lies below it. */
export function isWithin(namespace: string, outer: string): boolean {
  return namespace === outer || namespace.startsWith(prefixOf(outer));
}
