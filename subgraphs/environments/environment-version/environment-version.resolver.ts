import { Arg, Ctx, Directive, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { RULES } from '#values/actions.js';
import { RegisterEnvironmentVersionInput } from '#values/register-environment-version.input.js';
import { Environment } from '../environment/environment.entity.js';
import type { EnvironmentVersionContext } from './environment-version.context.js';
import { EnvironmentVersion, type EnvironmentVersionRow } from './environment-version.entity.js';
import { RegisterEnvironmentVersionPayload } from './environment-version.payloads.js';
import { EnvironmentVersionPreview, previewOf } from './environment-version-preview.type.js';
import { registerEnvironmentVersion } from './register-environment-version.js';

/** Fields and operations of environment versions. */
@Resolver(() => EnvironmentVersion)
export class EnvironmentVersionResolver {
  @Query(() => EnvironmentVersion, {
    nullable: true,
    description: 'The environment version a ref selects; null where there is none.',
  })
  environmentVersion(
    @Arg('ref', () => String, { description: '`name@1.0.0`, `name@latest` or `name@sha256:…`' }) ref: string,
    @Ctx() { loaders }: EnvironmentVersionContext,
  ): Promise<EnvironmentVersionRow | null> {
    return loaders.versionByRef.load(ref);
  }

  @Mutation(() => RegisterEnvironmentVersionPayload, {
    description:
      'Registers an environment version; the same content again is the same version. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.REGISTER, ({ environment: name }: RegisterEnvironmentVersionInput) => [{ name }])
  registerEnvironmentVersion(
    @Arg('input', () => RegisterEnvironmentVersionInput, { description: 'What to register.' })
    input: RegisterEnvironmentVersionInput,
    @Ctx() context: EnvironmentVersionContext,
  ): Promise<RegisterEnvironmentVersionPayload> {
    return registerEnvironmentVersion(input, context);
  }

  @Directive('@tag(name: "personal")')
  @Query(() => EnvironmentVersionPreview, {
    description: 'What `registerEnvironmentVersion` would come to with this input; nothing is written.',
  })
  @Needs(RULES.REGISTER, ({ environment: name }: RegisterEnvironmentVersionInput) => [{ name }])
  async previewEnvironmentVersion(
    @Arg('input', () => RegisterEnvironmentVersionInput, { description: 'What would be registered.' })
    input: RegisterEnvironmentVersionInput,
    @Ctx() context: EnvironmentVersionContext,
  ): Promise<EnvironmentVersionPreview> {
    return previewOf(await registerEnvironmentVersion(input, context, { isDryRun: true }));
  }

  @FieldResolver(() => Environment, { description: 'The environment it is a version of.' })
  environment(
    @Root() version: EnvironmentVersionRow,
    @Ctx() { loaders }: EnvironmentVersionContext,
  ): Promise<Environment | null> {
    return loaders.environmentById.load(version.environmentId);
  }
}
