import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { INITIAL_STATUS, ModelVersionStatus } from '#values/model-version-status.js';
import type { ModelsContext } from '../context.js';
import { AsOfArg } from '../fields/as-of-arg.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { SetStatusInput } from './set-status.inputs.js';
import { setStatus } from './set-status.js';
import { SetStatusPayload } from './set-status.payload.js';

/** The status of a model version. */
@Resolver(() => ModelVersion)
export class StatusResolver {
  @Mutation(() => SetStatusPayload, {
    description:
      'Changes the status of a model version; an INVALID_TRANSITION names the statuses that may follow. The status PRODUCTION and the alias `production` go together: a version that becomes PRODUCTION takes the alias, and the one that had it is APPROVED; one that is PRODUCTION no longer leaves the alias pointing nowhere. A version that has the status already stays as it is, so that sent twice it is one change.',
  })
  setStatus(
    @Arg('input', () => SetStatusInput, { description: 'The version, and its new status.' }) input: SetStatusInput,
    @Ctx() context: ModelsContext,
  ): Promise<SetStatusPayload> {
    return setStatus(input, context);
  }

  @FieldResolver(() => ModelVersionStatus, { description: 'Its status: where it is between review and archive.' })
  async status(
    @Root() version: ModelVersionRow,
    @AsOfArg() asOf: Date | null,
    @Ctx() { loaders }: ModelsContext,
  ): Promise<ModelVersionStatus> {
    return (await loaders.statusAsOf(asOf ?? null).load(version.id))?.status ?? INITIAL_STATUS;
  }
}
