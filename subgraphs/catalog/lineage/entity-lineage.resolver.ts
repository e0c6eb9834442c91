import { Args, type ClassType, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { DatasetVersionStub } from '../stubs/dataset-version.stub.js';
import { EnvironmentVersionStub } from '../stubs/environment-version.stub.js';
import { LoggedModelStub } from '../stubs/logged-model.stub.js';
import { ModelVersionStub } from '../stubs/model-version.stub.js';
import { RunStub } from '../stubs/run.stub.js';
import { LineageArgs } from './lineage.args.js';
import type { LineageContext } from './lineage.context.js';
import { LINEAGE_FIELD, Lineage } from './lineage.type.js';

/** The field that the catalog adds to a type of the lineage. */
function entityLineageResolver<Stub extends { readonly id: string }>(stub: ClassType<Stub>): ClassType<object> {
  @Resolver(() => stub)
  class EntityLineageResolver {
    @Directive('@cost(weight: 50)')
    @FieldResolver(() => Lineage, LINEAGE_FIELD)
    lineage(
      @Root() { id }: Stub,
      @Args(() => LineageArgs) args: LineageArgs,
      @Ctx() { loaders }: LineageContext,
    ): Promise<Lineage | null> {
      return loaders.lineageBy(args).load(id);
    }
  }
  return EntityLineageResolver;
}

/** The lineage of a model version. */
export const ModelVersionLineageResolver = entityLineageResolver(ModelVersionStub);
/** The lineage of a dataset version. */
export const DatasetVersionLineageResolver = entityLineageResolver(DatasetVersionStub);
/** The lineage of an environment version. */
export const EnvironmentVersionLineageResolver = entityLineageResolver(EnvironmentVersionStub);
/** The lineage of a run. */
export const RunLineageResolver = entityLineageResolver(RunStub);
/** The lineage of a logged model. */
export const LoggedModelLineageResolver = entityLineageResolver(LoggedModelStub);
