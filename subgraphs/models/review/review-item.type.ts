import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Role } from '#values/role.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { PromotionPreview } from '../promotion/promotion-preview.type.js';

/** Approvals that a policy asks for and a version does not have. */
@ObjectType({ description: 'Approvals that a policy asks for and a version does not have yet.', simpleResolvers: true })
export class MissingApprovals {
  @Field(() => Role, {
    nullable: true,
    description: 'The role that each of them has to have, or one above that; null where anybody’s approval counts.',
  })
  role: Role | null;

  @Field(() => Int, { description: 'How many are missing.' })
  count: number;
}

/** A version that waits for approval. */
@ObjectType({ description: 'A version that waits for approval.', simpleResolvers: true })
export class ReviewItem {
  @Field(() => ModelVersion, { description: 'The version.' })
  modelVersion: ModelVersionRow;

  @Field(() => ModelVersion, {
    nullable: true,
    description: 'The version that the alias points to, or last pointed to; null where there was none.',
  })
  replaces: ModelVersionRow | null;

  @Field(() => PromotionPreview, {
    description: 'What `promote` would answer now: every rule, whether it is met, and what was observed.',
  })
  check: PromotionPreview;

  @Field(() => [MissingApprovals], { description: 'The approvals that are missing; none where there are enough.' })
  missingApprovals: readonly MissingApprovals[];

  @Field(() => Boolean, { description: 'Whether you approve it.' })
  @Directive('@tag(name: "personal")')
  viewerApproves: boolean;

  @Field(() => Boolean, {
    description:
      'Whether you may approve it by your roles, and the policy counts it: not that of who registered it, where it says so.',
  })
  @Directive('@tag(name: "personal")')
  viewerCanApprove: boolean;
}
