import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { AliasContext } from '../alias/alias.context.js';
import { QuarantineInput } from './quarantine.inputs.js';
import { QuarantinePayload } from './quarantine.payload.js';
import { quarantineVersions } from './quarantine-versions.js';

/** Taking versions out of use. */
@Resolver()
export class QuarantineResolver {
  @Mutation(() => QuarantinePayload, {
    description:
      'Quarantines model versions, all of them or none; `quarantineDownstream` finds those that rest on a thing. The alias `production` is taken from those that have it, and `rollback` takes it back to a version before. Sent twice, it changes nothing.',
  })
  quarantine(
    @Arg('input', () => QuarantineInput, { description: 'The versions, and why.' })
    input: QuarantineInput,
    @Ctx() context: AliasContext,
  ): Promise<QuarantinePayload> {
    return quarantineVersions(input, context);
  }

  @Query(() => QuarantinePayload, {
    description: 'What `quarantine` would answer to this input; nothing is written.',
  })
  previewQuarantine(
    @Arg('input', () => QuarantineInput, { description: 'The versions, and why.' }) input: QuarantineInput,
    @Ctx() context: AliasContext,
  ): Promise<QuarantinePayload> {
    return quarantineVersions(input, context, { isDryRun: true });
  }
}
