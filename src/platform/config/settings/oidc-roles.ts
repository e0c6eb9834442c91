import type * as z from 'zod';
import { ROLES, type Role, type RoleGrant } from '#platform/auth/role.js';
import { readNames } from './lists.js';

/** A group of the provider, and the role that its members have. */
export interface GroupRole extends RoleGrant {
  readonly group: string;
}

/**
 * The roles of groups: `ml-admins=ADMIN,vision=CONTRIBUTOR@team/vision`. Without `@` a role holds everywhere. A group may
 * stand more than once, and have `=` in its name; a comma there is written `%2C`, a percent sign `%25`.
 */
export function readGroupRoles(text: string, context: z.RefinementCtx): readonly GroupRole[] {
  const entries = readNames(text);
  const read = entries.map(readEntry);
  const wrong = entries[read.indexOf(undefined)];
  if (wrong !== undefined) {
    const message = `expected group=ROLE or group=ROLE@namespace with commas between, ROLE one of ${ROLES.join(', ')}, but got ${JSON.stringify(wrong)}`;
    context.addIssue({ code: 'custom', message });
  }
  return read.filter((entry) => entry !== undefined);
}

/** The last `=` divides: the distinguished name of a group in a directory has more of them. */
const ENTRY = /^(?<group>.+)=(?<role>[A-Z]+)(?:@(?<namespace>[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*))?$/;

function readEntry(text: string): GroupRole | undefined {
  const { group, role, namespace = '' } = ENTRY.exec(text)?.groups ?? {};
  if (group === undefined || !ROLES.includes(role as Role)) return undefined;
  try {
    return { group: decodeURIComponent(group), role: role as Role, namespace };
  } catch {
    return undefined; // a percent sign that begins no character
  }
}
