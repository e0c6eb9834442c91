import { sha256 } from '../digest/digest.js';
import { isAtLeast, isWithin, prefixOf, type Role, type RoleGrant } from './role.js';

/** What a caller may do, and what it may not see. */
export interface Rights {
  readonly roles: readonly RoleGrant[];
  /**
   * What the names begin with that are hidden from the caller: `secret/` for the closed namespace `secret`, the empty
   * text for all names. Nearly always none: then reads cost what they cost without rights.
   */
  readonly hidden: readonly string[];
  /** What names below `hidden` begin with that the caller may see nevertheless. */
  readonly shown: readonly string[];
  /** Equal where everything above is: callers with one fingerprint share cached answers. */
  readonly fingerprint: string;
}

/** What rights are made from. */
export interface RightsSource {
  readonly roles: readonly RoleGrant[];
  /** The namespaces that only those see who have a role in them; `['']` where reading wants a role everywhere. */
  readonly closed: readonly string[];
}

/** The rights of whoever has these roles where these namespaces are closed. */
export function rightsFrom({ roles, closed }: RightsSource): Rights {
  const held = strongest(roles);
  const hidden = closed
    .filter((namespace) => !held.some((grant) => isWithin(namespace, grant.namespace)))
    .map(prefixOf)
    .sort();
  const shown = held
    .map(({ namespace }) => prefixOf(namespace))
    .filter((prefix) => hidden.some((outer) => prefix.startsWith(outer)))
    .sort();
  const fingerprint = sha256(JSON.stringify([held, hidden, shown])).slice(0, 32);
  return Object.freeze({ roles: held, hidden, shown, fingerprint });
}

/** Every right: of the program itself, and of whoever reaches a server that asks nobody. */
export const ALL_RIGHTS: Rights = rightsFrom({ roles: [{ role: 'ADMIN', namespace: '' }], closed: [] });

/** Whether the rights hold a role, or one above it, for things in this namespace. */
export function holds({ roles }: Rights, wanted: Role, namespace: string): boolean {
  return roles.some((grant) => isAtLeast(grant.role, wanted) && isWithin(namespace, grant.namespace));
}

/** Whether the thing of this name, with its namespace, may be seen: `team/vision/resnet`. */
export function sees({ hidden, shown }: Rights, name: string): boolean {
  if (hidden.length === 0) return true;
  const within = (prefix: string) => name.startsWith(prefix);
  return !hidden.some(within) || shown.some(within);
}

/** One grant a namespace, the strongest, in a fixed order. */
function strongest(roles: readonly RoleGrant[]): readonly RoleGrant[] {
  const byNamespace = new Map<string, RoleGrant>();
  for (const { role, namespace } of roles) {
    const known = byNamespace.get(namespace);
    if (known === undefined || isAtLeast(role, known.role)) byNamespace.set(namespace, { role, namespace });
  }
  return [...byNamespace.values()].sort((a, b) => (a.namespace < b.namespace ? -1 : 1));
}
