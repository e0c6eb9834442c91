import type { AliasContext } from '../alias/alias.context.js';
import type { RunAttachmentContext } from '../model-version/run-attachment/run-attachment.context.js';
import type { PromotionLoaders } from './promotion.loaders.js';
import type { PromotionRepository } from './promotion.repository.js';

/** What promotions bring to a request, the aliases that they move, and the runs whose metrics policies ask for. */
export type PromotionContext = AliasContext &
  RunAttachmentContext & { readonly promotions: PromotionRepository; readonly loaders: PromotionLoaders };
