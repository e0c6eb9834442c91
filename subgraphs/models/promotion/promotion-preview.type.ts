import { Field, ObjectType } from 'type-graphql';
import { Policy } from '../policy/policy.entity.js';
import { RuleResult } from '../policy/rule-result.js';
import { PromotionVerdict } from './promotion.entity.js';

/** What `previewPromotion` answers. */
@ObjectType({ description: 'What `promote` would answer now; nothing is written.', simpleResolvers: true })
export class PromotionPreview {
  @Field(() => PromotionVerdict, { description: 'What would come of it.' })
  verdict: PromotionVerdict;

  @Field(() => Policy, { nullable: true, description: 'The policy that holds; null where none does.' })
  policy: Policy | null;

  @Field(() => [RuleResult], { description: 'Every rule, and whether the version meets it.' })
  results: readonly RuleResult[];
}
