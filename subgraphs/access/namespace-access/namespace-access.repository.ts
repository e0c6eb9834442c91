import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { prepared } from '#platform/database/rows/prepared.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { lockAccess } from '../role-grant/role-grant.repository.js';
import { NamespaceAccess } from './namespace-access.entity.js';

/** Reads and writes of the `namespace_access` table. */
export class NamespaceAccessRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The namespaces that are closed now, by name. */
  async closed(): Promise<string[]> {
    const rows = await prepared<{ namespace: string }>(
      this.manager,
      `SELECT namespace FROM (
         SELECT DISTINCT ON (namespace) namespace, closed FROM access.namespace_access ORDER BY namespace, id DESC
       ) AS last WHERE closed ORDER BY namespace`,
      [],
    );
    return rows.map(({ namespace }) => namespace);
  }

  /** The last word on each namespace that is closed. */
  lastOfClosed(): Promise<NamespaceAccess[]> {
    return selectRows(
      this.manager,
      NamespaceAccess,
      `WHERE closed AND NOT EXISTS (
         SELECT FROM access.namespace_access later
         WHERE later.namespace = namespace_access.namespace AND later.id > namespace_access.id
       ) ORDER BY namespace`,
      [],
    );
  }

  /** The last word on a namespace, locked until the transaction ends. */
  async lockLast(namespace: string): Promise<NamespaceAccess | null> {
    await lockAccess(this.manager);
    return this.manager.findOne(NamespaceAccess, { where: { namespace }, order: { id: 'DESC' } });
  }

  insert(row: NamespaceAccess): Promise<void> {
    return insertRows(this.manager, NamespaceAccess, [row]);
  }
}
