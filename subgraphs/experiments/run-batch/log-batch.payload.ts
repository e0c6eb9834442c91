import { Field, Int, ObjectType } from 'type-graphql';
import { Run } from '../run/run.entity.js';

/** What `logBatch` gives back. */
@ObjectType({
  description: 'The run, and how much of the call is stored now, what was there before included.',
  simpleResolvers: true,
})
export class LogBatchPayload {
  @Field(() => Run, { description: 'The run.' })
  run: Run;

  @Field(() => Int, { description: 'How many points of the call are stored now, each counted once.' })
  metrics: number;

  @Field(() => Int, { description: 'How many parameters of the call are stored now.' })
  parameters: number;

  @Field(() => Int, { description: 'How many tags of the call are set now.' })
  tags: number;

  @Field(() => Boolean, {
    description: 'Whether the run had ended, so that points and parameters are beside its seal.',
  })
  afterEnd: boolean;
}
