import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import type { ModelsContext } from '../context.js';
import { Model } from '../model/model.entity.js';
import { EnvironmentVersionStub } from '../stubs/environment-version.stub.js';
import { RunStub } from '../stubs/run.stub.js';
import { ModelVersion, type ModelVersionRow } from './model-version.entity.js';
import { NextVersion, RegisterModelVersionInput, RegisterModelVersionPayload } from './model-version.inputs.js';
import { DatasetUse } from './registration/pins.js';
import { nextVersion, registerModelVersion } from './registration/register-model-version.js';
import { Reproducibility, reproducibilityOf } from './reproducibility/reproducibility.js';

/** Fields and operations of model versions. */
@Resolver(() => ModelVersion)
export class ModelVersionResolver {
  @Query(() => ModelVersion, {
    nullable: true,
    description: 'The model version a ref selects; null where there is none.',
  })
  modelVersion(
    @Arg('ref', () => String, {
      description: '`name@1.4.0`, `name@production`, `name@latest`, `name@3` (the number elsewhere) or `name@sha256:…`',
    })
    ref: string,
    @Arg('asOf', () => DateTime, {
      nullable: true,
      description: 'Answer as it was at this moment; now where left out.',
    })
    asOf: Date | null,
    @Ctx() { loaders }: ModelsContext,
  ): Promise<ModelVersionRow | null> {
    return loaders.versionByRefAsOf(asOf).load(ref);
  }

  @Query(() => NextVersion, {
    description: 'What `registerModelVersion` would answer to this input, and why; nothing is written.',
  })
  nextVersion(
    @Arg('input', () => RegisterModelVersionInput, { description: 'The candidate.' })
    input: RegisterModelVersionInput,
    @Ctx() context: ModelsContext,
  ): Promise<NextVersion> {
    return nextVersion(input, context);
  }

  @Query(() => NextVersion, {
    description: 'What `registerModelVersion` would answer to this input, and why; nothing is written.',
  })
  previewModelVersion(
    @Arg('input', () => RegisterModelVersionInput, { description: 'What would be registered.' })
    input: RegisterModelVersionInput,
    @Ctx() context: ModelsContext,
  ): Promise<NextVersion> {
    return nextVersion(input, context);
  }

  @Mutation(() => RegisterModelVersionPayload, {
    description: 'Registers a model version, wholly or not at all; the same content again is the same version.',
  })
  registerModelVersion(
    @Arg('input', () => RegisterModelVersionInput, { description: 'What to register.' })
    input: RegisterModelVersionInput,
    @Ctx() context: ModelsContext,
  ): Promise<RegisterModelVersionPayload> {
    return registerModelVersion(input, context);
  }

  @FieldResolver(() => Model, { description: 'The model it is a version of.' })
  model(@Root() version: ModelVersionRow, @Ctx() { loaders }: ModelsContext): Promise<Model | null> {
    return loaders.modelById.load(version.modelId);
  }

  @FieldResolver(() => [DatasetUse], { description: 'The dataset versions it rests on, in the order they were given.' })
  datasets(@Root() version: ModelVersionRow): DatasetUse[] {
    return version.datasetPins.map(({ role, id, columns = null }) => ({ role, datasetVersion: { id }, columns }));
  }

  @FieldResolver(() => EnvironmentVersionStub, { nullable: true, description: 'The environment it was made in.' })
  environment(@Root() version: ModelVersionRow): EnvironmentVersionStub | null {
    return version.environmentPin && { id: version.environmentPin.id };
  }

  @FieldResolver(() => RunStub, { nullable: true, description: 'The run that produced it.' })
  run(@Root() version: ModelVersionRow): RunStub | null {
    return version.runPin && { id: version.runPin.id };
  }

  @FieldResolver(() => [ModelVersion], { description: 'The model versions it was fine-tuned from.' })
  async parents(
    @Root() version: ModelVersionRow,
    @Ctx() { loaders }: ModelsContext,
  ): Promise<(ModelVersionRow | null)[]> {
    return Promise.all(version.parentPins.map((pin) => loaders.versionById.load(pin.id)));
  }

  @FieldResolver(() => Reproducibility, { description: 'Whether it can be rebuilt, what is missing, and how.' })
  reproducibility(@Root() version: ModelVersionRow): Reproducibility {
    return reproducibilityOf(version);
  }
}
