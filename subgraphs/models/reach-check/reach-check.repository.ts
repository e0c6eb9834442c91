import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { selectPage } from '#platform/paging/select-page.js';
import { ReachCheck } from './reach-check.entity.js';

/** Reads and writes of the `reach_check` table. */
export class ReachCheckRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The last check of each version up to a moment; null is now. One that nobody looked at has none. */
  lastChecks(modelVersionIds: readonly string[], asOf: Date | null): Promise<ReachCheck[]> {
    return selectRows(
      this.manager,
      ReachCheck,
      `WHERE id IN (
         SELECT DISTINCT ON (model_version_id) id FROM models.reach_check
         WHERE model_version_id = ANY ($1) AND at <= $2 ORDER BY model_version_id, id DESC)`,
      [modelVersionIds, asOf ?? 'infinity'],
    );
  }

  page(modelVersionId: string, page: PageRequest): Promise<ReachCheck[]> {
    return selectPage(this.manager, ReachCheck, { where: 'model_version_id = $1', values: [modelVersionId] }, page);
  }

  count(modelVersionId: string): Promise<number> {
    return countRows(this.manager, this.manager.createQueryBuilder(ReachCheck, 'c').where({ modelVersionId }));
  }

  insert(row: ReachCheck): Promise<void> {
    return insertRows(this.manager, ReachCheck, [row]);
  }
}
