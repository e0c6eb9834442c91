import { Field, Int, ObjectType } from 'type-graphql';

/** What `logMetrics` gives back. */
@ObjectType({ description: 'How many of the points are stored now.', simpleResolvers: true })
export class LogMetricsPayload {
  @Field(() => Int, {
    description:
      'How many points of the call are stored now, each counted once, those that were there before included.',
  })
  accepted: number;
}
