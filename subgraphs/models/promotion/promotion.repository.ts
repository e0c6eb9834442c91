import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { selectPage } from '#platform/paging/select-page.js';
import { Promotion } from './promotion.entity.js';

/** Reads and writes of the `promotion` table. */
export class PromotionRepository {
  constructor(private readonly manager: EntityManager) {}

  page(modelId: string, page: PageRequest): Promise<Promotion[]> {
    return selectPage(this.manager, Promotion, { where: 'model_id = $1', values: [modelId] }, page);
  }

  count(modelId: string): Promise<number> {
    return countRows(this.manager, this.manager.createQueryBuilder(Promotion, 'p').where({ modelId }));
  }

  /** The last promotion to an alias that was asked for; null where there was none. */
  lastOf(modelId: string, alias: string): Promise<Promotion | null> {
    return this.manager.findOne(Promotion, { where: { modelId, alias }, order: { id: 'DESC' } });
  }

  /**
   * The promotions by which aliases moved, with the id of the move: a promotion and its move are written in one transaction
   * under the model's lock, of the same moment.
   */
  async ofChanges(changeIds: readonly string[]): Promise<ReadonlyMap<string, Promotion>> {
    const found = await this.manager.query<{ changeId: string; id: string }[]>(
      `SELECT c.id AS "changeId", p.id FROM models.alias_change c JOIN models.promotion p
         ON p.model_id = c.model_id AND p.alias = c.alias AND p.at = c.at
            AND p.model_version_id = c.model_version_id AND p.verdict = 'PROMOTED'
       WHERE c.id = ANY ($1::uuid[])`,
      [changeIds],
    );
    const rows = await selectRows(this.manager, Promotion, 'WHERE id = ANY ($1)', [found.map(({ id }) => id)]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return new Map(found.map(({ changeId, id }) => [changeId, byId.get(id)!]));
  }

  insert(row: Promotion): Promise<void> {
    return insertRows(this.manager, Promotion, [row]);
  }
}
