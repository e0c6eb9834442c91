import { readLastStanding } from '../alias/standing-alias.js';
import type { ModelsContext } from '../context.js';
import { readRunMetrics } from '../evaluation/measured.js';
import { requireVersion } from '../model-version/require-version.js';
import { type Candidacy, decide } from './decide.js';
import type { PromotionCheck } from './promotion.inputs.js';

/**
 * What `promote` would answer now.
 * @throws {PedigraphError} NOT_FOUND where there is no such version.
 */
export async function checkPromotion(ref: string, alias: string, context: ModelsContext): Promise<PromotionCheck> {
  return decide(await candidacyOf(ref, alias, context), context.database.manager);
}

/**
 * Gathers what other subgraphs know of a version and of the one it would replace.
 * @throws {PedigraphError} NOT_FOUND where there is no such version, UNAVAILABLE where an owner does not answer.
 */
export async function candidacyOf(ref: string, alias: string, context: ModelsContext): Promise<Candidacy> {
  const version = await requireVersion(ref, context.loaders);
  const replaced = await readLastStanding(context.database.manager, version.modelId, alias);
  const runs = await readRunMetrics(replaced === null ? [version] : [version, replaced], context);
  return { version, replaced, alias, runs, at: new Date() };
}
