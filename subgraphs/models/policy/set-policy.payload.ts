import { Field, ObjectType } from 'type-graphql';
import { Policy } from './policy.entity.js';

/** What `setPolicy` gives back. */
@ObjectType({ description: 'The policy, and the one before.', simpleResolvers: true })
export class SetPolicyPayload {
  @Field(() => Policy, {
    nullable: true,
    description: 'The policy as it is now; null where there was none to remove.',
  })
  policy: Policy | null;

  @Field(() => Policy, { nullable: true, description: 'The one that held for this scope before; null where none did.' })
  previous: Policy | null;
}
