import { PedigraphError } from '../errors/pedigraph-error.js';
import type { Caller } from './caller.js';
import { holds, type Rights } from './rights.js';
import { isAtLeast, isWithin, type Role } from './role.js';

/** An action of the API, and the role that it needs in the namespace of what it is done to. */
export interface ActionRule {
  readonly name: string;
  readonly role: Role;
  /** The role that it needs where somebody else made what it is done to. @default `role` */
  readonly ofOthers?: Role | undefined;
}

/** What an action is done to, or what it makes. */
export interface ActionTarget {
  /** Its name with its namespace, or its ref; `fraud/*` is the namespace itself, `*` is everything. */
  readonly name: string;
  /** Who made it, where the rule asks for that. */
  readonly madeBy?: string | undefined;
}

/** Whether the caller may do it. */
export function permits(caller: Caller, rule: ActionRule, target: ActionTarget): boolean {
  return holds(caller.rights, roleNeeded(rule, target, caller), namespaceOfTarget(target));
}

/** Whether the caller may do it to everything there is, whoever made it. */
export function permitsEverywhere({ rights }: Caller, { role, ofOthers = role }: ActionRule): boolean {
  return holds(rights, ofOthers, '');
}

/**
 * Refuses an action that the caller may not do to each of the targets.
 * @param targets without one, the action needs its role on everything
 * @throws {PedigraphError} FORBIDDEN, naming the role that is missing, and where.
 */
export function refuseForbidden(caller: Caller, rule: ActionRule, targets: readonly ActionTarget[]): void {
  const concerned = targets.length === 0 ? [{ name: '*' }] : targets;
  const refused = concerned.find((target) => !permits(caller, rule, target));
  if (refused === undefined) return;
  const namespace = namespaceOfTarget(refused);
  const role = roleNeeded(rule, refused, caller);
  const whose = role === rule.role ? '' : `, which ${refused.madeBy} made`;
  const held = strongestIn(caller.rights, namespace);
  const where = namespace === '' ? 'on everything' : `in the namespace ${namespace}`;
  throw new PedigraphError(
    'FORBIDDEN',
    `Expected the role ${role} ${where} for ${rule.name} of ${refused.name}${whose}, but ${caller.actor} has ${held === undefined ? 'no role' : `the role ${held}`} there: ask an ADMIN for it. Nothing was written.`,
    { action: rule.name, role, namespace },
  );
}

/** Who asks is looked at where it matters who made it alone: else an answer is that of all with the same rights. */
function roleNeeded({ role, ofOthers }: ActionRule, { madeBy }: ActionTarget, caller: Caller): Role {
  return ofOthers === undefined || madeBy === undefined || madeBy === caller.actor ? role : ofOthers;
}

/** The namespace of a name or a ref; what stands behind the `@` is no part of it. */
function namespaceOfTarget({ name }: ActionTarget): string {
  const at = name.indexOf('@');
  const bare = at < 0 ? name : name.slice(0, at);
  return bare.slice(0, Math.max(0, bare.lastIndexOf('/')));
}

/** The strongest role that the rights hold on a thing; undefined where they hold none. */
export function strongestRoleOn(rights: Rights, target: ActionTarget): Role | undefined {
  return strongestIn(rights, namespaceOfTarget(target));
}

function strongestIn({ roles }: Rights, namespace: string): Role | undefined {
  const there = roles.filter((grant) => isWithin(namespace, grant.namespace)).map(({ role }) => role);
  return there.sort((a, b) => (isAtLeast(a, b) ? -1 : 1))[0];
}
