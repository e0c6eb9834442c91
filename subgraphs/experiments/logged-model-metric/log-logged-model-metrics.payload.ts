import { Field, Int, ObjectType } from 'type-graphql';
import { LoggedModelPayload } from '../logged-model/logged-model.payloads.js';

/** What `logLoggedModelMetrics` gives back. */
@ObjectType({ description: 'The logged model, and how many of the points are stored now.', simpleResolvers: true })
export class LogLoggedModelMetricsPayload extends LoggedModelPayload {
  @Field(() => Int, {
    description:
      'How many points of the call are stored now, each counted once, those that were there before included.',
  })
  accepted: number;
}
