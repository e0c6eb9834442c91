import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import { Artifact } from '#values/artifact.js';
import { RunStatus } from '#values/run-status.js';

/** How a run went on after its end. */
@ObjectType('RunContinuation', {
  description:
    'How a run went on after it had ended and was sealed: beside what is sealed, under no digest. What rests on the run rests on what is sealed.',
  simpleResolvers: true,
})
export class RunContinuationState {
  @Field(() => RunStatus, { description: 'Where it stands.' })
  status: RunStatus;

  @Field(() => DateTime, { description: 'When it went on.' })
  startedAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ended once more; null while it runs.' })
  endedAt: Date | null;

  @Field(() => [Artifact], { description: 'The files that it had left behind then; empty while it runs.' })
  artifacts: readonly Artifact[];
}
