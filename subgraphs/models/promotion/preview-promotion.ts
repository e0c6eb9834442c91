import { readCurrentAlias, readLastVersion, refuseUnexpected } from '../alias/current-alias.js';
import { readRunMetrics } from '../evaluation/measured.js';
import { requireVersion } from '../model-version/require-version.js';
import { refuseUnusable } from '../status/refuse-unusable.js';
import { StatusRepository } from '../status/status.repository.js';
import { type Candidacy, decide } from './decide.js';
import type { PromotionContext } from './promotion.context.js';
import type { PromoteInput } from './promotion.inputs.js';
import type { PromotionPreview } from './promotion-preview.type.js';

/**
 * What `promote` would answer to the same input now; nothing is written.
 * @throws {PedigraphError} as `promote` does, but for rules that are not met: those are the answer.
 */
export async function previewPromotion(input: PromoteInput, context: PromotionContext): Promise<PromotionPreview> {
  const { manager } = context.database;
  const candidacy = await candidacyOf(input.modelVersion, input.alias, context);
  const { version } = candidacy;
  const { version: current } = await readCurrentAlias(manager, version.modelId, input.alias);
  refuseUnexpected({ ...input, model: version.name }, current);
  const [status] = await new StatusRepository(manager).statusesNow([version.id]);
  if (status !== undefined) refuseUnusable(version, status, input.alias);
  return decide(candidacy, manager);
}

/**
 * Gathers what other subgraphs know of a version and of the one it would replace.
 * @throws {PedigraphError} NOT_FOUND where there is no such version, UNAVAILABLE where an owner does not answer.
 */
export async function candidacyOf(ref: string, alias: string, context: PromotionContext): Promise<Candidacy> {
  const version = await requireVersion(ref, context.loaders);
  const replaced = await readLastVersion(context.database.manager, version.modelId, alias);
  const runs = await readRunMetrics(replaced === null ? [version] : [version, replaced], context);
  return { version, replaced, alias, runs, at: new Date() };
}
