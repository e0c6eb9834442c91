import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { ModelsContext } from '../context.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { waiveRule } from './waive-rule.js';
import { Waiver } from './waiver.entity.js';
import { WaiveRuleInput, WaiveRulePayload } from './waiver.inputs.js';

/** The waivers of a version. */
@Resolver(() => ModelVersion)
export class WaiverResolver {
  @Mutation(() => WaiveRulePayload, {
    description:
      'Waives a rule of the policy for one version until a moment; the caller answers for it. Sent twice, with the same reason and moment, it is one waiver.',
  })
  waiveRule(
    @Arg('input', () => WaiveRuleInput, { description: 'Which rule, for which version.' }) input: WaiveRuleInput,
    @Ctx() context: ModelsContext,
  ): Promise<WaiveRulePayload> {
    return waiveRule(input, context);
  }

  @FieldResolver(() => [Waiver], { description: 'Every waiver it was ever given, newest first, those expired too.' })
  waivers(@Root() version: ModelVersionRow, @Ctx() { waivers }: ModelsContext): Promise<Waiver[]> {
    return waivers.ofVersion(version.id);
  }
}
