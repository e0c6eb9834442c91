import { Field, ObjectType } from 'type-graphql';
import { Contradiction } from './contradiction.entity.js';

/** What `reportContradiction` gives back. */
@ObjectType({ description: 'The contradiction that was reported.', simpleResolvers: true })
export class ReportContradictionPayload {
  @Field(() => Boolean, { description: 'Whether it is new; false where the same is known and open.' })
  created: boolean;

  @Field(() => Contradiction, { description: 'The contradiction.' })
  contradiction: Contradiction;
}

/** What `resolveContradiction` gives back. */
@ObjectType({ description: 'The contradiction that is resolved.', simpleResolvers: true })
export class ResolveContradictionPayload {
  @Field(() => Contradiction, { description: 'The contradiction.' })
  contradiction: Contradiction;
}
