import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { CatalogContext } from '../context.js';
import { quarantine } from './quarantine.js';
import { QuarantineInput, QuarantinePayload } from './quarantine.type.js';

/** Taking out of use all that rests on something bad. */
@Resolver()
export class QuarantineResolver {
  @Mutation(() => QuarantinePayload, {
    description:
      'Quarantines every model version that rests on a thing, near or far, in one call: all of them or none.',
  })
  quarantine(
    @Arg('input', () => QuarantineInput, { description: 'What is bad, and why.' }) input: QuarantineInput,
    @Ctx() context: CatalogContext,
  ): Promise<QuarantinePayload> {
    return quarantine(input, context);
  }
}
