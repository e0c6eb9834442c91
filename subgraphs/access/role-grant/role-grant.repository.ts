import { type EntityManager, LessThan } from 'typeorm';
import type { RoleGrant as HeldRole } from '#platform/auth/role.js';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { prepared } from '#platform/database/rows/prepared.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { RoleGrant } from './role-grant.entity.js';

/** Which grants are asked for; null is any. */
export interface RoleGrantFilter {
  readonly principal: string | null;
  readonly namespace: string | null;
}

/** The last word on each principal and namespace. */
const CURRENT =
  'SELECT DISTINCT ON (principal, namespace) principal, namespace, role FROM access.role_grant ORDER BY principal, namespace, id DESC';

/** Reads and writes of the `role_grant` table. */
export class RoleGrantRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The roles that somebody has now. */
  rolesOf(principal: string): Promise<HeldRole[]> {
    return prepared(
      this.manager,
      `SELECT role, namespace FROM (${CURRENT}) AS held WHERE principal = $1 AND role IS NOT NULL`,
      [principal],
    );
  }

  /** Who is ADMIN of everything now, by name. */
  async admins(): Promise<readonly string[]> {
    const rows = await prepared<{ principal: string }>(
      this.manager,
      `SELECT principal FROM (${CURRENT}) AS held WHERE namespace = '' AND role = 'ADMIN'`,
      [],
    );
    return rows.map(({ principal }) => principal);
  }

  /** The last word on a principal in a namespace. Who grants and who takes away wait for each other until the commit. */
  async lockLast(principal: string, namespace: string): Promise<RoleGrant | null> {
    await lockAccess(this.manager);
    return this.manager.findOne(RoleGrant, { where: { principal, namespace }, order: { id: 'DESC' } });
  }

  page({ principal, namespace }: RoleGrantFilter, { limit, after }: PageRequest): Promise<RoleGrant[]> {
    return this.manager.find(RoleGrant, {
      where: { ...asked({ principal, namespace }), ...(after === null ? {} : { id: LessThan(after) }) },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  count(filter: RoleGrantFilter): Promise<number> {
    return countRows(this.manager, this.manager.createQueryBuilder(RoleGrant, 'g').where(asked(filter)));
  }

  insert(row: RoleGrant): Promise<void> {
    return insertRows(this.manager, RoleGrant, [row]);
  }
}

/** Whoever changes who may come in waits for whoever else does: that somebody stays ADMIN is judged over all rows. */
export async function lockAccess(manager: EntityManager): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.access', 0))`);
}

function asked({ principal, namespace }: RoleGrantFilter) {
  return { ...(principal === null ? {} : { principal }), ...(namespace === null ? {} : { namespace }) };
}
