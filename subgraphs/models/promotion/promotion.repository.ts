import { type EntityManager, LessThan } from 'typeorm';
import { insertRows } from '../../../src/platform/database/insert-rows.js';
import type { PageRequest } from '../../../src/platform/paging/page.js';
import { Promotion } from './promotion.entity.js';

/** Reads and writes of the `promotion` table. */
export class PromotionRepository {
  constructor(private readonly manager: EntityManager) {}

  page(modelId: string, { limit, after }: PageRequest): Promise<Promotion[]> {
    return this.manager.find(Promotion, {
      where: { modelId, ...(after === null ? {} : { id: LessThan(after) }) },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  count(modelId: string): Promise<number> {
    return this.manager.countBy(Promotion, { modelId });
  }

  insert(row: Promotion): Promise<void> {
    return insertRows(this.manager, Promotion, [row]);
  }
}
