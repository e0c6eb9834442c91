import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { selectPage } from '#platform/paging/select-page.js';
import { Rollback } from './rollback.entity.js';
import type { PastMove } from './versions-before.js';

/** Reads and writes of the `rollback` table. */
export class RollbackRepository {
  constructor(private readonly manager: EntityManager) {}

  page(modelId: string, page: PageRequest): Promise<Rollback[]> {
    return selectPage(this.manager, Rollback, { where: 'model_id = $1', values: [modelId] }, page);
  }

  count(modelId: string): Promise<number> {
    return countRows(this.manager, this.manager.createQueryBuilder(Rollback, 'r').where({ modelId }));
  }

  findByIds(ids: readonly string[]): Promise<Rollback[]> {
    return selectRows(this.manager, Rollback, 'WHERE id = ANY ($1)', [ids]);
  }

  /** Every move of an alias, oldest first, and whether it was a rollback. */
  movesOf(modelId: string, alias: string): Promise<PastMove[]> {
    return this.manager.query<PastMove[]>(
      `SELECT c.model_version_id AS "modelVersionId", r.id IS NOT NULL AS "rolledBack"
       FROM alias_change c LEFT JOIN rollback r ON r.id = c.id
       WHERE c.model_id = $1 AND c.alias = $2 ORDER BY c.sequence`,
      [modelId, alias],
    );
  }

  insert(row: Rollback): Promise<void> {
    return insertRows(this.manager, Rollback, [row]);
  }
}
