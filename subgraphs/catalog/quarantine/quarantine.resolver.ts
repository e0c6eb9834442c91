import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { RULES } from '#values/actions.js';
import type { ImpactContext } from '../impact/impact.context.js';
import { QuarantineDownstreamInput, QuarantineDownstreamPayload } from './quarantine.type.js';
import { quarantineDownstream } from './quarantine-downstream.js';
import { quarantinedTargets } from './quarantined-targets.js';

/** Taking out of use all that rests on something bad. */
@Resolver()
export class QuarantineDownstreamResolver {
  @Mutation(() => QuarantineDownstreamPayload, {
    description:
      'Quarantines every model version that rests on a thing, near or far, in one call: all of them or none. Of versions that are quarantined already nothing changes. Safe to send twice without an idempotency key as long as nobody writes the same in between.',
  })
  @Needs(RULES.QUARANTINE, quarantinedTargets)
  quarantineDownstream(
    @Arg('input', () => QuarantineDownstreamInput, { description: 'What is bad, and why.' })
    input: QuarantineDownstreamInput,
    @Ctx() context: ImpactContext,
  ): Promise<QuarantineDownstreamPayload> {
    return quarantineDownstream(input, context);
  }

  @Directive('@tag(name: "personal")')
  @Query(() => QuarantineDownstreamPayload, {
    description: 'What `quarantineDownstream` would come to with this input; nothing is written.',
  })
  @Needs(RULES.QUARANTINE, quarantinedTargets)
  previewQuarantineDownstream(
    @Arg('input', () => QuarantineDownstreamInput, { description: 'What is bad, and why.' })
    input: QuarantineDownstreamInput,
    @Ctx() context: ImpactContext,
  ): Promise<QuarantineDownstreamPayload> {
    return quarantineDownstream(input, context, { isDryRun: true });
  }
}
