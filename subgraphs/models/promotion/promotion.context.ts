import type { AliasContext } from '../alias/alias.context.js';
import type { PromotionRepository } from './promotion.repository.js';

/** What promotions bring to a request, and the aliases that they move. */
export type PromotionContext = AliasContext & { readonly promotions: PromotionRepository };
