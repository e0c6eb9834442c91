import { IsNotEmpty, IsOptional, Matches, MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { ALIAS_PATTERN } from '#platform/refs/ref.js';
import { IsVersion, MAX_REF } from '#platform/validation/constraints.js';
import { Alias } from '../alias/alias.type.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { Policy } from '../policy/policy.entity.js';
import { RuleResult } from '../policy/rule-result.js';
import { Promotion, PromotionVerdict } from './promotion.entity.js';

/** What `promote` takes. */
@InputType({ description: 'A version to promote.' })
export class PromoteInput {
  @Field(() => String, { description: 'The model version, by ref.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  modelVersion: string;

  @Field(() => String, {
    defaultValue: 'production',
    description: 'The alias it shall be promoted to; with `production`, its status becomes PRODUCTION.',
  })
  @Matches(ALIAS_PATTERN, { message: 'alias must be a word such as production: letters, digits, ".", "_", "-"' })
  alias: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Promote only where the alias stands at this version now; `null`: only where it does not exist; left out: in any case.',
  })
  @IsOptional()
  @IsVersion()
  expected?: string | null;

  @Field(() => String, { nullable: true, description: 'Why, for those who read the history.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(2_000)
  reason?: string | null;
}

/** What `promote` gives back. */
@ObjectType({ description: 'The promotion, and where the alias is now.', simpleResolvers: true })
export class PromotePayload {
  @Field(() => Promotion, { description: 'The promotion as it is remembered.' })
  promotion: Promotion;

  @Field(() => Alias, { description: 'The alias where it is now.' })
  alias: Alias;

  @Field(() => ModelVersion, { nullable: true, description: 'The version that it left; null where there was none.' })
  previous: ModelVersionRow | null;
}

/** What `promotionCheck` answers. */
@ObjectType({ description: 'What `promote` would answer now; nothing is written.', simpleResolvers: true })
export class PromotionCheck {
  @Field(() => PromotionVerdict, { description: 'What would come of it.' })
  verdict: PromotionVerdict;

  @Field(() => Policy, { nullable: true, description: 'The policy that holds; null where none does.' })
  policy: Policy | null;

  @Field(() => [RuleResult], { description: 'Every rule, and how the version stands to it.' })
  results: readonly RuleResult[];
}
