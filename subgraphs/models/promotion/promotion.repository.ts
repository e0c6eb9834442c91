import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
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

  insert(row: Promotion): Promise<void> {
    return insertRows(this.manager, Promotion, [row]);
  }
}
