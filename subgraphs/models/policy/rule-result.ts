import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

/** Whether a version meets a rule. */
export const RuleVerdict = { MET: 'MET', UNMET: 'UNMET', WAIVED: 'WAIVED' } as const;
export type RuleVerdict = keyof typeof RuleVerdict;

registerEnumType(RuleVerdict, {
  name: 'RuleVerdict',
  description: 'Whether a version meets a rule.',
  valuesConfig: {
    MET: { description: 'It meets it.' },
    UNMET: { description: 'It does not meet it.' },
    WAIVED: { description: 'It does not meet it, and somebody answers for that.' },
  },
});

/** A rule, and whether a version meets it. */
@ObjectType({ description: 'A rule, and whether a version meets it.', simpleResolvers: true })
export class RuleResult {
  @Field(() => String, {
    description: 'The rule: `auc >= 0.9`, `reproducible`, `approvals`, `approvals by ADMIN`, `tag card`.',
  })
  rule: string;

  @Field(() => RuleVerdict, { description: 'Whether the version meets it.' })
  verdict: RuleVerdict;

  @Field(() => String, { description: 'What was found, in words.' })
  observed: string;

  @Field(() => ID, { nullable: true, description: 'The waiver that counted.' })
  waiverId: string | null;
}
