import { v7 as uuid } from 'uuid';
import { promotionDecided } from '#events/promotion.events.js';
import type { Transaction } from '#platform/database/database.js';
import { sameJson } from '#platform/digest/same-json.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { aliasOf } from '../alias/alias.type.js';
import { readCurrentAlias, readLastVersion, refuseUnexpected } from '../alias/current-alias.js';
import { forgetAlias } from '../alias/forget-alias.js';
import { moveAlias } from '../alias/move-alias.js';
import { ModelRepository } from '../model/model.repository.js';
import { refuseUnusable } from '../status/refuse-unusable.js';
import { StatusRepository } from '../status/status.repository.js';
import { type Candidacy, candidacyOf } from './candidacy.js';
import { decide } from './decide.js';
import type { PromotionContext } from './promotion.context.js';
import type { Promotion } from './promotion.entity.js';
import type { PromoteInput } from './promotion.inputs.js';
import type { PromotePayload } from './promotion.payload.js';
import { PromotionRepository } from './promotion.repository.js';

/**
 * Judges a version by the policy that holds for the alias and, where it meets every rule, moves alias and status, in
 * one transaction under the model's lock. The verdict is stored either way, with all it rested on. What the last
 * promotion to the alias decided already is not stored again: that the alias points to the version by it, or that the
 * version was refused to the same caller by the same rules on the same evidence.
 * @throws {PedigraphError} POLICY_UNMET naming every rule that is not met; NOT_FOUND; CONFLICT where the alias does not
 * point where it was expected; INVALID_TRANSITION where the version is not to be used.
 */
export async function promote(input: PromoteInput, context: PromotionContext): Promise<PromotePayload> {
  const { database, caller, loaders } = context;
  const candidacy = await candidacyOf(input.modelVersion, input.alias, context);
  const { version } = candidacy;
  const payload = await database.transact(caller, (transaction) =>
    decideAndMove(input, candidacy, caller.actor, transaction),
  );
  refuseUnmet(payload.promotion, version.ref);
  const { modelId, name: modelName } = version;
  forgetAlias(loaders, { modelId, modelName, alias: input.alias }, [payload.previous, version]);
  return payload;
}

async function decideAndMove(
  input: PromoteInput,
  candidacy: Candidacy,
  actor: string,
  transaction: Transaction,
): Promise<PromotePayload> {
  const { alias, reason = null } = input;
  const { version: to } = candidacy;
  const { manager, clock } = transaction;
  const model = await new ModelRepository(manager).lockById(to.modelId);
  const { last, version: from } = await readCurrentAlias(manager, model.id, alias);
  refuseUnexpected({ ...input, model: model.name }, from);
  // The metrics of what is replaced were read before the lock; they are of no use for another version.
  const replaced = from ?? (await readLastVersion(manager, model.id, alias));
  refuseUnexpected({ model: model.name, alias, expected: candidacy.replaced?.version ?? null }, replaced);
  const [status] = await new StatusRepository(manager).statusesNow([to.id]);
  if (status !== undefined) refuseUnusable(to, status, alias);

  const promotions = new PromotionRepository(manager);
  const known = await promotions.lastOf(model.id, alias);
  if (last !== null && from?.id === to.id && known?.modelVersionId === to.id && known.verdict === 'PROMOTED') {
    return { promotion: known, previous: from, alias: aliasOf(last, to) };
  }

  const at = await clock();
  const { verdict, policy, results } = await decide({ ...candidacy, at }, manager);
  const promotion: Promotion = {
    id: uuid(),
    modelId: model.id,
    modelVersionId: to.id,
    alias,
    replacedVersionId: from?.id ?? null,
    policyId: policy?.id ?? null,
    verdict,
    results,
    createdAt: at,
    actor,
    reason,
  };
  const here = aliasOf(last ?? { alias, validFrom: at, movedElsewhereAt: null, actor }, to);
  if (known !== null && isSameRefusal(known, promotion)) return { promotion: known, previous: from, alias: here };
  await promotions.insert(promotion);
  const { id, replacedVersionId, policyId } = promotion;
  transaction.record(
    promotionDecided(to.ref, {
      id,
      model: model.name,
      modelVersionId: to.id,
      replacedVersionId,
      alias,
      policyId,
      verdict,
      results,
      reason,
    }),
  );
  if (verdict === 'REFUSED' || from?.id === to.id) return { promotion, previous: from, alias: here };
  const change = await moveAlias({ model, alias, last, from, to, at, actor, reason }, transaction);
  return { promotion, previous: from, alias: aliasOf(change, to) };
}

function isSameRefusal(known: Promotion, promotion: Promotion): boolean {
  const decided = ({ modelVersionId, verdict, replacedVersionId, policyId, results, actor, reason }: Promotion) => ({
    modelVersionId,
    verdict,
    replacedVersionId,
    policyId,
    results,
    actor,
    reason,
  });
  return promotion.verdict === 'REFUSED' && sameJson(decided(known), decided(promotion));
}

function refuseUnmet({ id, verdict, results, alias }: Promotion, ref: string): void {
  if (verdict !== 'REFUSED') return;
  const unmet = results.filter((result) => result.verdict === 'UNMET');
  throw new PedigraphError(
    'POLICY_UNMET',
    `${ref} is not promoted to ${alias}, because it does not meet the policy: ${unmet.map((one) => `${one.rule} (${one.observed})`).join('; ')}. Meet these rules, or have them waived with waiveRule. Nothing moved; the verdict is stored as promotion ${id}.`,
    { promotion: id, unmet: unmet.map(({ rule, observed }) => ({ rule, observed })) },
  );
}
