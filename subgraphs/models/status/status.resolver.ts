import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import { INITIAL_STATUS, ModelVersionStatus } from '#values/model-version-status.js';
import type { ModelsContext } from '../context.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { setStatus } from './set-status.js';
import { SetStatusInput, SetStatusPayload } from './status.inputs.js';

/** The status of a model version. */
@Resolver(() => ModelVersion)
export class StatusResolver {
  @Mutation(() => SetStatusPayload, {
    description:
      'Moves a model version to another status; only the moves that make sense are allowed. The status PRODUCTION and the alias `production` go together: what becomes PRODUCTION takes the alias, and the version that had it is APPROVED; what is PRODUCTION no longer leaves the alias pointing nowhere. A version that has the status already stays as it is, so that sent twice it is one change.',
  })
  setStatus(
    @Arg('input', () => SetStatusInput, { description: 'Which version, and where to.' }) input: SetStatusInput,
    @Ctx() context: ModelsContext,
  ): Promise<SetStatusPayload> {
    return setStatus(input, context);
  }

  @FieldResolver(() => ModelVersionStatus, { description: 'Where it stands in its life.' })
  async status(
    @Root() version: ModelVersionRow,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'As it was at this moment; now where left out.' })
    asOf: Date | null,
    @Ctx() { loaders }: ModelsContext,
  ): Promise<ModelVersionStatus> {
    return (await loaders.statusAsOf(asOf ?? null).load(version.id))?.status ?? INITIAL_STATUS;
  }
}
