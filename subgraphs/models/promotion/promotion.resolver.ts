import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { Needs } from '#platform/auth/needs.js';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { RULES } from '#values/actions.js';
import { AliasChange } from '../alias/alias-change.entity.js';
import { Model } from '../model/model.entity.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { versionTarget } from '../model-version/version-target.js';
import { previewPromotion } from './preview-promotion.js';
import { promote } from './promote.js';
import type { PromotionContext } from './promotion.context.js';
import { Promotion } from './promotion.entity.js';
import { PromoteInput } from './promotion.inputs.js';
import { PromotePayload } from './promotion.payload.js';
import { PromotionPreview } from './promotion-preview.type.js';

const PromotionConnection = connectionType('Promotion', () => Promotion);

/** Promotions, and what they are of. */
@Resolver(() => Promotion)
export class PromotionResolver {
  @Mutation(() => PromotePayload, {
    description:
      'Promotes a version to an alias where it meets the policy that holds there; the verdict is stored either way. Sent twice, it is one promotion: where the alias points to the version by the last promotion, or the version was refused to you by the same rules on the same evidence, that one is the answer. A call that arrives late moves the alias back: give `expected` where that may happen. Safe to send twice without an idempotency key as long as nobody writes the same in between, or with `expected`.',
  })
  @Needs(RULES.PROMOTE, versionTarget)
  promote(
    @Arg('input', () => PromoteInput, { description: 'The version, and the alias.' }) input: PromoteInput,
    @Ctx() context: PromotionContext,
  ): Promise<PromotePayload> {
    return promote(input, context);
  }

  @Query(() => PromotionPreview, {
    description: 'What `promote` would answer to this input now, rule by rule; nothing is written.',
  })
  @Directive('@tag(name: "momentary")') // a waiver expires
  @FiltersItself('the version is looked up as `promote` does')
  previewPromotion(
    @Arg('input', () => PromoteInput, { description: 'The version, and the alias.' }) input: PromoteInput,
    @Ctx() context: PromotionContext,
  ): Promise<PromotionPreview> {
    return previewPromotion(input, context);
  }

  @FieldResolver(() => ModelVersion, { description: 'The version that was to be promoted.' })
  modelVersion(@Root() promotion: Promotion, @Ctx() { loaders }: PromotionContext): Promise<ModelVersionRow | null> {
    return loaders.versionById.load(promotion.modelVersionId);
  }

  @FieldResolver(() => ModelVersion, {
    nullable: true,
    description: 'The version that the alias pointed to; null where it pointed nowhere.',
  })
  async replaced(
    @Root() { replacedVersionId }: Promotion,
    @Ctx() { loaders }: PromotionContext,
  ): Promise<ModelVersionRow | null> {
    return replacedVersionId === null ? null : loaders.versionById.load(replacedVersionId);
  }
}

/** The promotions of a model. */
@Resolver(() => Model)
export class ModelPromotionResolver {
  @FieldResolver(() => PromotionConnection, {
    description: 'Every promotion that was asked for, refused ones too, newest first.',
  })
  promotions(
    @Root() model: Model,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { promotions }: PromotionContext,
  ): Promise<Page<Promotion>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => promotions.page(model.id, page),
      () => promotions.count(model.id),
    );
  }
}

/** The promotion by which an alias moved. */
@Resolver(() => AliasChange)
export class AliasChangePromotionResolver {
  @FieldResolver(() => Promotion, {
    nullable: true,
    description: 'The promotion that moved it, with the verdict rule by rule; null where it moved otherwise.',
  })
  promotion(@Root() { id }: AliasChange, @Ctx() { loaders }: PromotionContext): Promise<Promotion | null> {
    return loaders.promotionOfChange.load(id);
  }
}
