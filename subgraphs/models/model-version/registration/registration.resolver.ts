import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { RULES } from '#values/actions.js';
import type { ModelVersionContext } from '../model-version.context.js';
import { ModelVersion } from '../model-version.entity.js';
import { ModelVersionPreview } from './model-version-preview.type.js';
import { RegisterModelVersionInput } from './register-model-version.inputs.js';
import { previewModelVersion, registerModelVersion } from './register-model-version.js';
import { RegisterModelVersionPayload } from './register-model-version.payload.js';

/** The registration of model versions. */
@Resolver(() => ModelVersion)
export class RegistrationResolver {
  @Directive('@tag(name: "personal")')
  @Query(() => ModelVersionPreview, {
    description: 'What `registerModelVersion` would answer to this input, and why; nothing is written.',
  })
  @Needs(RULES.REGISTER, ({ model: name }: RegisterModelVersionInput) => [{ name }])
  previewModelVersion(
    @Arg('input', () => RegisterModelVersionInput, { description: 'What would be registered.' })
    input: RegisterModelVersionInput,
    @Ctx() context: ModelVersionContext,
  ): Promise<ModelVersionPreview> {
    return previewModelVersion(input, context);
  }

  @Mutation(() => RegisterModelVersionPayload, {
    description:
      'Registers a model version, as a whole or not at all. The same content registered again is the same version. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.REGISTER, ({ model: name }: RegisterModelVersionInput) => [{ name }])
  registerModelVersion(
    @Arg('input', () => RegisterModelVersionInput, { description: 'What to register.' })
    input: RegisterModelVersionInput,
    @Ctx() context: ModelVersionContext,
  ): Promise<RegisterModelVersionPayload> {
    return registerModelVersion(input, context);
  }
}
