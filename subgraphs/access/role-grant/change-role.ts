import { v7 as uuid } from 'uuid';
import { roleGranted, roleRevoked } from '#events/access.events.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { requireAdmin } from '../fields/require-admin.js';
import type { GrantRoleInput, RevokeRoleInput } from './grant-role.inputs.js';
import type { RoleGrantContext } from './role-grant.context.js';
import type { RoleGrant } from './role-grant.entity.js';
import { RoleGrantRepository } from './role-grant.repository.js';

/**
 * Grants a role in a namespace; it takes the place of the one that the principal has there. The same role again writes
 * nothing.
 * @throws {PedigraphError} FORBIDDEN where the caller is no ADMIN there; CONFLICT where nobody would be ADMIN any more
 */
export async function grantRole(input: GrantRoleInput, { database, caller }: RoleGrantContext): Promise<RoleGrant> {
  const { principal, namespace, role, reason = null } = input;
  requireAdmin(caller, namespace);
  return database.transact(caller, async ({ manager, record, clock }) => {
    const grants = new RoleGrantRepository(manager);
    const last = await grants.lockLast(principal, namespace);
    if (last?.role === role) return last;
    if (last?.role === 'ADMIN') await refuseLastAdmin(grants, last);
    const createdAt = await clock();
    const row: RoleGrant = { id: uuid(), principal, namespace, role, createdAt, actor: caller.actor, reason };
    await grants.insert(row);
    record(roleGranted(principal, { id: row.id, principal, role, namespace, reason }));
    return row;
  });
}

/**
 * Takes a role away.
 * @throws {PedigraphError} FORBIDDEN where the caller is no ADMIN there; NOT_FOUND where there is no such role;
 *   CONFLICT where nobody would be ADMIN of everything any more
 */
export async function revokeRole(input: RevokeRoleInput, { database, caller }: RoleGrantContext): Promise<RoleGrant> {
  const { principal, namespace, reason = null } = input;
  requireAdmin(caller, namespace);
  return database.transact(caller, async ({ manager, record, clock }) => {
    const grants = new RoleGrantRepository(manager);
    const last = await grants.lockLast(principal, namespace);
    if (last?.role == null) {
      throw new PedigraphError(
        'NOT_FOUND',
        `Expected a role that ${principal} has in ${namespace === '' ? 'everything' : namespace}, but there is none: roles are taken away where they were granted. Nothing was written.`,
      );
    }
    await refuseLastAdmin(grants, last);
    const createdAt = await clock();
    const row: RoleGrant = { id: uuid(), principal, namespace, role: null, createdAt, actor: caller.actor, reason };
    await grants.insert(row);
    record(roleRevoked(principal, { id: row.id, principal, namespace, reason }));
    return row;
  });
}

/** Somebody stays ADMIN of everything: else nobody could ever grant a role again. */
async function refuseLastAdmin(grants: RoleGrantRepository, { principal, namespace, role }: RoleGrant): Promise<void> {
  if (role !== 'ADMIN' || namespace !== '') return;
  const admins = await grants.admins();
  if (admins.some((admin) => admin !== principal)) return;
  throw new PedigraphError(
    'CONFLICT',
    `${principal} is the last ADMIN of everything: grant somebody else that role first, or nobody could grant one any more. Nothing was written.`,
  );
}
