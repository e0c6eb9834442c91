import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { AsOfArg } from '#values/as-of-arg.js';
import { INITIAL_STATUS, ModelVersionStatus } from '#values/model-version-status.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import type { StatusContext } from './status.context.js';

/** The status of a model version. */
@Resolver(() => ModelVersion)
export class StatusResolver {
  @FieldResolver(() => ModelVersionStatus, { description: 'Its status: where it is between review and archive.' })
  async status(
    @Root() version: ModelVersionRow,
    @AsOfArg() asOf: Date | null,
    @Ctx() { loaders }: StatusContext,
  ): Promise<ModelVersionStatus> {
    return (await loaders.statusAsOf(asOf ?? null).load(version.id))?.status ?? INITIAL_STATUS;
  }
}
