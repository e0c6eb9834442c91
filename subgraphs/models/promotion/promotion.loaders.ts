import DataLoader from 'dataloader';
import type { Promotion } from './promotion.entity.js';
import type { PromotionRepository } from './promotion.repository.js';

/** By-key reads of promotions. */
export interface PromotionLoaders {
  /** By the id of a move of an alias: the promotion that moved it; null where none did. */
  readonly promotionOfChange: DataLoader<string, Promotion | null>;
}

/** Those of one request. */
export function createPromotionLoaders(promotions: PromotionRepository): PromotionLoaders {
  return {
    promotionOfChange: new DataLoader(async (ids) => {
      const byChange = await promotions.ofChanges(ids);
      return ids.map((id) => byChange.get(id) ?? null);
    }),
  };
}
