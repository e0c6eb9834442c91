import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import { JudgesItself } from '#platform/auth/needs.js';
import { EndSessionInput } from './end-session.inputs.js';
import { endSession } from './end-session.js';
import { EndSessionPayload } from './end-session.payload.js';
import type { EndedSessionContext } from './ended-session.context.js';

/** What gateways note of the log-outs of browsers; clients do not see it. */
@Resolver()
export class EndedSessionResolver {
  @Directive('@inaccessible')
  @Mutation(() => EndSessionPayload, {
    description:
      'Ends the session of a browser, on every gateway. Internal to the system. Safe to send twice without an idempotency key.',
  })
  @JudgesItself('a gateway alone does it, in its own name')
  endSession(
    @Arg('input', () => EndSessionInput, { description: 'Which session.' }) input: EndSessionInput,
    @Ctx() context: EndedSessionContext,
  ): Promise<EndSessionPayload> {
    return endSession(input, context);
  }
}
