import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';
import type { ActionTarget } from '#platform/auth/action-rule.js';
import { Needs } from '#platform/auth/needs.js';
import { RULES } from '#values/actions.js';
import { Model } from '../model/model.entity.js';
import { CreateModelInput } from './create-model.inputs.js';
import { type CreationContext, createModel, previewModel } from './create-model.js';
import { CreateModelPayload } from './create-model.payload.js';
import { ModelPreview } from './model-preview.type.js';
import { modelToCreate } from './model-to-create.js';

/** The making of models that have no version yet. */
@Resolver(() => Model)
export class CreationResolver {
  @Directive('@tag(name: "personal")')
  @Query(() => ModelPreview, {
    description: 'What `createModel` would answer to this input; nothing is written.',
  })
  @Needs(RULES.REGISTER, targetOfCreation)
  previewModel(
    @Arg('input', () => CreateModelInput, { description: 'What would be made.' }) input: CreateModelInput,
    @Ctx() context: CreationContext,
  ): Promise<ModelPreview> {
    return previewModel(input, context);
  }

  @Mutation(() => CreateModelPayload, {
    description:
      'Makes a model that has no version yet. Where one of that name is there, or one of that namespace is called so, it is that one, and nothing changes. A registration of a version makes its model by itself. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.REGISTER, targetOfCreation)
  createModel(
    @Arg('input', () => CreateModelInput, { description: 'What to make.' }) input: CreateModelInput,
    @Ctx() context: CreationContext,
  ): Promise<CreateModelPayload> {
    return createModel(input, context);
  }
}

/** The name that is to be made, or its namespace where the name is derived. */
function targetOfCreation(input: CreateModelInput): readonly ActionTarget[] {
  const { name, namespace } = modelToCreate(input);
  return [{ name: name ?? (namespace === '' ? '*' : `${namespace}/*`) }];
}
