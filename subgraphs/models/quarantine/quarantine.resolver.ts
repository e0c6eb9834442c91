import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { AliasContext } from '../alias/alias.context.js';
import { QuarantineVersionsInput, QuarantineVersionsPayload } from './quarantine.inputs.js';
import { quarantineVersions } from './quarantine-versions.js';

/** Taking versions out of use. */
@Resolver()
export class QuarantineResolver {
  @Mutation(() => QuarantineVersionsPayload, {
    description:
      'Quarantines model versions, all of them or none; `quarantine` finds out which. The alias `production` is taken from those that have it, and `rollback` takes it back to a version before. Sent twice, it changes nothing.',
  })
  quarantineVersions(
    @Arg('input', () => QuarantineVersionsInput, { description: 'Which versions, and why.' })
    input: QuarantineVersionsInput,
    @Ctx() context: AliasContext,
  ): Promise<QuarantineVersionsPayload> {
    return quarantineVersions(input, context);
  }
}
