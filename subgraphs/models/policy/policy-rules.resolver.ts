import { FieldResolver, Resolver, Root } from 'type-graphql';
import { parseMetricCondition } from './metric-condition.js';
import { MetricRule, metricRule } from './metric-rule.type.js';
import { Policy } from './policy.entity.js';

/** The rules of a policy, understood. */
@Resolver(() => Policy)
export class PolicyRulesResolver {
  @FieldResolver(() => [MetricRule], {
    description: 'The conditions of `rules.metrics` in their parts, in the same order; none where it was removed.',
  })
  metricRules(@Root() { rules }: Policy): MetricRule[] {
    return (rules?.metrics ?? []).map((condition) => metricRule(condition, parseMetricCondition(condition)));
  }
}
