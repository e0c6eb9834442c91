import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { RULES } from '#values/actions.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { versionTarget } from '../model-version/version-target.js';
import { WaiveRuleInput } from './waive-rule.inputs.js';
import { waiveRule } from './waive-rule.js';
import { WaiveRulePayload } from './waive-rule.payload.js';
import type { WaiverContext } from './waiver.context.js';
import { Waiver } from './waiver.entity.js';

/** The waivers of a version. */
@Resolver(() => ModelVersion)
export class WaiverResolver {
  @Mutation(() => WaiveRulePayload, {
    description:
      'Waives a rule of the policy for one version until a moment; the caller answers for it. Sent twice, with the same reason and moment, it is one waiver. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.WAIVE_RULE, versionTarget)
  waiveRule(
    @Arg('input', () => WaiveRuleInput, { description: 'Which rule, for which version.' }) input: WaiveRuleInput,
    @Ctx() context: WaiverContext,
  ): Promise<WaiveRulePayload> {
    return waiveRule(input, context);
  }

  @FieldResolver(() => [Waiver], { description: 'Every waiver it was given, newest first; expired ones too.' })
  waivers(@Root() version: ModelVersionRow, @Ctx() { waivers }: WaiverContext): Promise<Waiver[]> {
    return waivers.ofVersion(version.id);
  }
}
