import { readCurrentAlias, refuseUnexpected } from '../alias/current-alias.js';
import { refuseUnusable } from '../status/refuse-unusable.js';
import { StatusRepository } from '../status/status.repository.js';
import { candidacyOf } from './candidacy.js';
import { decide } from './decide.js';
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
