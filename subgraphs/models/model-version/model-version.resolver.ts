import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { AsOfArg } from '#values/as-of-arg.js';
import { stubOf } from '#values/stub-of.js';
import { Model } from '../model/model.entity.js';
import { EnvironmentVersionStub } from '../stubs/environment-version.stub.js';
import { LoggedModelStub } from '../stubs/logged-model.stub.js';
import type { ModelVersionContext } from './model-version.context.js';
import { ModelVersion, type ModelVersionRow } from './model-version.entity.js';
import { Build, buildOf } from './registration/build.js';
import { DatasetUse } from './registration/pins.js';
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
    @AsOfArg() asOf: Date | null,
    @Ctx() { loaders }: ModelVersionContext,
  ): Promise<ModelVersionRow | null> {
    return loaders.versionByRefAsOf(asOf).load(ref);
  }

  @FieldResolver(() => Model, { description: 'The model it is a version of.' })
  model(@Root() version: ModelVersionRow, @Ctx() { loaders }: ModelVersionContext): Promise<Model | null> {
    return loaders.modelById.load(version.modelId);
  }

  @FieldResolver(() => [DatasetUse], { description: 'The dataset versions it rests on, in the order they were given.' })
  datasets(@Root() version: ModelVersionRow): DatasetUse[] {
    return version.datasetPins.map(({ role, id, ref, columns = null }) => ({
      role,
      datasetVersion: { id, ref },
      columns,
    }));
  }

  @FieldResolver(() => LoggedModelStub, { nullable: true, description: 'The logged model that was registered as it.' })
  loggedModel(@Root() { loggedModelPin }: ModelVersionRow): LoggedModelStub | null {
    return loggedModelPin && stubOf(loggedModelPin);
  }

  @FieldResolver(() => EnvironmentVersionStub, { nullable: true, description: 'The environment it was made in.' })
  environment(@Root() version: ModelVersionRow): EnvironmentVersionStub | null {
    return version.environmentPin && stubOf(version.environmentPin);
  }

  @FieldResolver(() => [ModelVersion], { description: 'The model versions it was fine-tuned from.' })
  async parents(
    @Root() version: ModelVersionRow,
    @Ctx() { loaders }: ModelVersionContext,
  ): Promise<(ModelVersionRow | null)[]> {
    return Promise.all(version.parentPins.map((pin) => loaders.versionById.load(pin.id)));
  }

  @FieldResolver(() => Reproducibility, { description: 'Whether it can be rebuilt, what is missing, and how.' })
  reproducibility(@Root() version: ModelVersionRow): Reproducibility {
    return reproducibilityOf(version);
  }

  @FieldResolver(() => Build, { nullable: true, description: 'The build that registered it.' })
  build(@Root() version: ModelVersionRow): Build | null {
    return version.build && buildOf(version.build);
  }
}
