import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';
import { RuleResult } from '../policy/rule-result.js';

/** What came of a promotion. */
export const PromotionVerdict = { PROMOTED: 'PROMOTED', REFUSED: 'REFUSED' } as const;
export type PromotionVerdict = keyof typeof PromotionVerdict;

registerEnumType(PromotionVerdict, {
  name: 'PromotionVerdict',
  description: 'What came of a promotion.',
  valuesConfig: {
    PROMOTED: { description: 'Every rule was met or waived, and the alias moved.' },
    REFUSED: { description: 'A rule was not met; nothing moved.' },
  },
});

/** A version judged by a policy, with the verdict and all that it rested on. Sealed. */
@ObjectType({ description: 'A version that was to be promoted: the verdict, rule by rule.', simpleResolvers: true })
@Entity('promotion')
export class Promotion {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  modelId: string;

  @Column('uuid')
  modelVersionId: string;

  @Field(() => String, { description: 'The alias it was to be promoted to.' })
  @Column('text')
  alias: string;

  @Column('uuid', { nullable: true })
  replacedVersionId: string | null;

  @Field(() => ID, { nullable: true, description: 'The policy it was judged by; null where none held.' })
  @Column('uuid', { nullable: true })
  policyId: string | null;

  @Field(() => PromotionVerdict, { description: 'What came of it.' })
  @Column('text')
  verdict: PromotionVerdict;

  @Field(() => [RuleResult], { description: 'Every rule, and whether the version met it.' })
  @Column('jsonb')
  results: readonly RuleResult[];

  @Field(() => DateTime, { description: 'When it was asked for.' })
  @Column('timestamptz', { name: 'at' })
  createdAt: Date;

  @Field(() => String, { description: 'Who asked for it.' })
  @Column('text', { name: 'by' })
  actor: string;

  @Field(() => String, { nullable: true, description: 'Why, in the words of who asked for it.' })
  @Column('text', { nullable: true })
  reason: string | null;
}
