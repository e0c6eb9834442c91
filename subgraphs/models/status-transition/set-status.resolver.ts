import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { RULES } from '#values/actions.js';
import type { AliasContext } from '../alias/alias.context.js';
import { ModelVersion } from '../model-version/model-version.entity.js';
import { versionTarget } from '../model-version/version-target.js';
import { SetStatusInput } from './set-status.inputs.js';
import { setStatus } from './set-status.js';
import { SetStatusPayload } from './set-status.payload.js';

/** The way to another status. */
@Resolver(() => ModelVersion)
export class SetStatusResolver {
  @Mutation(() => SetStatusPayload, {
    description:
      'Changes the status of a model version; an INVALID_TRANSITION names the statuses that may follow. The status PRODUCTION and the alias `production` go together: a version that becomes PRODUCTION takes the alias, and the one that had it is APPROVED; one that is PRODUCTION no longer leaves the alias pointing nowhere. A version that has the status already stays as it is, so that sent twice it is one change. Safe to send twice without an idempotency key as long as nobody writes the same in between.',
  })
  @Needs(RULES.SET_STATUS, versionTarget)
  setStatus(
    @Arg('input', () => SetStatusInput, { description: 'The version, and its new status.' }) input: SetStatusInput,
    @Ctx() context: AliasContext,
  ): Promise<SetStatusPayload> {
    return setStatus(input, context);
  }
}
