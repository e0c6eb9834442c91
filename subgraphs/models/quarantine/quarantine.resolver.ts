import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { RULES } from '#values/actions.js';
import type { AliasContext } from '../alias/alias.context.js';
import { QuarantineInput } from './quarantine.inputs.js';
import { QuarantinePayload } from './quarantine.payload.js';
import { quarantineVersions, versionsToQuarantine } from './quarantine-versions.js';

/** Taking versions out of use. */
@Resolver()
export class QuarantineResolver {
  @Mutation(() => QuarantinePayload, {
    description:
      'Quarantines model versions, all of them or none; `quarantineDownstream` finds those that rest on a thing. The alias `production` is taken from those that have it, and `rollback` takes it back to a version before. Sent twice, it changes nothing. Safe to send twice without an idempotency key as long as nobody writes the same in between.',
  })
  @Needs(RULES.QUARANTINE, versionsToQuarantine)
  quarantine(
    @Arg('input', () => QuarantineInput, { description: 'The versions, and why.' })
    input: QuarantineInput,
    @Ctx() context: AliasContext,
  ): Promise<QuarantinePayload> {
    return quarantineVersions(input, context);
  }

  @Directive('@tag(name: "personal")')
  @Query(() => QuarantinePayload, {
    description: 'What `quarantine` would answer to this input; nothing is written.',
  })
  @Needs(RULES.QUARANTINE, versionsToQuarantine)
  previewQuarantine(
    @Arg('input', () => QuarantineInput, { description: 'The versions, and why.' }) input: QuarantineInput,
    @Ctx() context: AliasContext,
  ): Promise<QuarantinePayload> {
    return quarantineVersions(input, context, { isDryRun: true });
  }
}
