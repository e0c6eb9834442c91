import { v7 as uuid } from 'uuid';
import { namespaceClosed, namespaceOpened } from '#events/access.events.js';
import { requireAdmin } from '../fields/require-admin.js';
import type { NamespaceAccessContext } from './namespace-access.context.js';
import type { NamespaceAccess } from './namespace-access.entity.js';
import { NamespaceAccessRepository } from './namespace-access.repository.js';
import type { SetNamespaceAccessInput } from './set-namespace-access.inputs.js';

/**
 * Closes a namespace to all who have no role in it, or opens it again. What holds already writes nothing.
 * @throws {PedigraphError} FORBIDDEN where the caller is no ADMIN of it
 */
export async function setNamespaceAccess(
  { namespace, closed, reason = null }: SetNamespaceAccessInput,
  { database, caller }: NamespaceAccessContext,
): Promise<NamespaceAccess> {
  requireAdmin(caller, namespace);
  return database.transact(caller, async ({ manager, record, clock }) => {
    const accesses = new NamespaceAccessRepository(manager);
    const last = await accesses.lockLast(namespace);
    if (last?.closed === closed) return last;
    const createdAt = await clock();
    const row: NamespaceAccess = { id: uuid(), namespace, closed, createdAt, actor: caller.actor, reason };
    await accesses.insert(row);
    record((closed ? namespaceClosed : namespaceOpened)(namespace, { id: row.id, namespace, reason }));
    return row;
  });
}
