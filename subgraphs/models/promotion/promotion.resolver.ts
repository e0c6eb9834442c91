import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import type { ModelsContext } from '../context.js';
import { Model } from '../model/model.entity.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { checkPromotion, previewPromotion } from './check-promotion.js';
import { promote } from './promote.js';
import { Promotion } from './promotion.entity.js';
import { PromoteInput, PromotePayload, PromotionCheck } from './promotion.inputs.js';

const PromotionConnection = connectionType('Promotion', () => Promotion);

/** Promotions, and what they are of. */
@Resolver(() => Promotion)
export class PromotionResolver {
  @Mutation(() => PromotePayload, {
    description:
      'Promotes a version to an alias where it meets the policy that holds there; the verdict is kept either way. Sent twice, it is one promotion: where the version stands there by the last one, or was refused to you by the same rules on the same evidence, that one is the answer. Sent late, it moves the alias back: tell `expected` where that may be.',
  })
  promote(
    @Arg('input', () => PromoteInput, { description: 'Which version, and where to.' }) input: PromoteInput,
    @Ctx() context: ModelsContext,
  ): Promise<PromotePayload> {
    return promote(input, context);
  }

  @Query(() => PromotionCheck, { description: 'What `promote` would answer now, rule by rule; nothing is written.' })
  @Directive('@tag(name: "momentary")') // a waiver expires
  promotionCheck(
    @Arg('modelVersion', () => String, { description: 'The model version, by ref.' }) modelVersion: string,
    @Arg('alias', () => String, { defaultValue: 'production', description: 'The alias.' }) alias: string,
    @Ctx() context: ModelsContext,
  ): Promise<PromotionCheck> {
    return checkPromotion(modelVersion, alias, context);
  }

  @Query(() => PromotionCheck, {
    description: 'What `promote` would answer to this input now, rule by rule; nothing is written.',
  })
  @Directive('@tag(name: "momentary")') // a waiver expires
  previewPromotion(
    @Arg('input', () => PromoteInput, { description: 'Which version, and where to.' }) input: PromoteInput,
    @Ctx() context: ModelsContext,
  ): Promise<PromotionCheck> {
    return previewPromotion(input, context);
  }

  @FieldResolver(() => ModelVersion, { description: 'The version that was to be promoted.' })
  modelVersion(@Root() promotion: Promotion, @Ctx() { loaders }: ModelsContext): Promise<ModelVersionRow | null> {
    return loaders.versionById.load(promotion.modelVersionId);
  }

  @FieldResolver(() => ModelVersion, {
    nullable: true,
    description: 'Where the alias stood; null where it stood nowhere.',
  })
  async replaced(
    @Root() { replacedVersionId }: Promotion,
    @Ctx() { loaders }: ModelsContext,
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
    @Ctx() { promotions }: ModelsContext,
  ): Promise<Page<Promotion>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => promotions.page(model.id, page),
      () => promotions.count(model.id),
    );
  }
}
