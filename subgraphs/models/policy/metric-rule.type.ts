import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import type { MetricCondition } from './metric-condition.js';

/** How a metric is compared with its bound. */
export const RuleComparison = { GE: 'GE', GT: 'GT', LE: 'LE', LT: 'LT' } as const;
export type RuleComparison = keyof typeof RuleComparison;

registerEnumType(RuleComparison, {
  name: 'RuleComparison',
  description: 'How a policy compares a metric with its bound.',
  valuesConfig: {
    GE: { description: 'Not less: `>=`.' },
    GT: { description: 'More: `>`.' },
    LE: { description: 'Not more: `<=`.' },
    LT: { description: 'Less: `<`.' },
  },
});

const COMPARISON_OF: Readonly<Record<MetricCondition['comparison'], RuleComparison>> = {
  '>=': 'GE',
  '>': 'GT',
  '<=': 'LE',
  '<': 'LT',
};

/** A condition of a policy on a metric, understood. */
@ObjectType({ description: 'A condition of a policy on a metric, in its parts.', simpleResolvers: true })
export class MetricRule {
  @Field(() => String, { description: 'The condition, as promotions and waivers name it: `auc >= 0.9`.' })
  rule: string;

  @Field(() => String, { description: 'The metric: `auc`.' })
  key: string;

  @Field(() => RuleComparison, { description: 'How it is compared.' })
  comparison: RuleComparison;

  @Field(() => Float, {
    nullable: true,
    description: 'What it is compared with; null where that is the version that is replaced.',
  })
  threshold: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'What is added to the value of the version that is replaced: -0.01 of `auc >= replaced - 0.01`; null where it is compared with a number.',
  })
  margin: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The dataset, by name, or the dataset version, by ref, that it is measured on; null where it is any.',
  })
  dataset: string | null;

  @Field(() => String, { nullable: true, description: 'The slice that it is measured on; null where none is named.' })
  slice: string | null;
}

/** The parts of a condition. */
export function metricRule(rule: string, { key, comparison, bound, toReplaced, on }: MetricCondition): MetricRule {
  const [threshold, margin] = toReplaced ? [null, bound] : [bound, null];
  return { rule: rule.trim(), key, comparison: COMPARISON_OF[comparison], threshold, margin, ...on };
}
