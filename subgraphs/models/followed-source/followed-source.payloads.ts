import { Field, ObjectType } from 'type-graphql';
import { FollowedSource } from './followed-source.entity.js';

/** What `claimSource` gives back. */
@ObjectType({ description: 'Whether the follower may read the source.', simpleResolvers: true })
export class ClaimSourcePayload {
  @Field(() => Boolean, { description: 'Whether it may; false while another one reads it, or it is not due.' })
  granted: boolean;

  @Field(() => FollowedSource, { description: 'The source.' })
  source: FollowedSource;
}

/** What `reportSourceRead` gives back. */
@ObjectType({ description: 'The source whose read has ended.', simpleResolvers: true })
export class ReportSourceReadPayload {
  @Field(() => FollowedSource, { description: 'The source.' })
  source: FollowedSource;
}
