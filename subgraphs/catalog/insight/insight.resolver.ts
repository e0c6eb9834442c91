import { Arg, Ctx, Directive, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { DateTime } from '#platform/scalars/scalars.js';
import { refuseOutOfRange } from '#platform/validation/refuse-out-of-range.js';
import { AtLeast, untilProjected } from '../projection/at-least.js';
import type { InsightContext } from './insight.context.js';
import { InsightInterval, InsightPeriod, ModelInsight, RegistryInsight } from './insight.type.js';
import { readInsight } from './read-insight.js';

/** The most periods or models in one answer. */
const MAX_ROWS = 1_000;

/** How the registry does. */
@Resolver(() => RegistryInsight)
export class InsightResolver {
  @Directive('@cost(weight: 500)')
  @Query(() => RegistryInsight, {
    description:
      'How the registry does, or a namespace with all in it, or a model: versions, the share that can be rebuilt, rollbacks, and the way to production.',
  })
  @FiltersItself('what is hidden is not counted')
  async registryInsight(
    @Arg('namespace', () => String, {
      nullable: true,
      description: 'A namespace: `fraud`, or `fraud/cards`. All where it is empty.',
    })
    namespace: string | null,
    @Arg('model', () => String, { nullable: true, description: 'A model, by name.' }) model: string | null,
    @Arg('since', () => DateTime, { nullable: true, description: 'Only what happened from this moment on.' })
    since: Date | null,
    @Arg('until', () => DateTime, { nullable: true, description: 'Only what happened before this moment.' })
    until: Date | null,
    @AtLeast() atLeast: unknown,
    @Ctx() context: InsightContext,
  ): Promise<RegistryInsight> {
    await untilProjected(atLeast, context);
    const scope = { namespace: namespace || null, model: model ?? null, since: since ?? null, until: until ?? null };
    return readInsight(scope, context);
  }

  @FieldResolver(() => [InsightPeriod], {
    description: 'The same over time, oldest first; a period in which nothing happened is left out.',
  })
  overTime(
    @Root() { question }: RegistryInsight,
    @Arg('interval', () => InsightInterval, {
      defaultValue: InsightInterval.MONTH,
      description: 'How long a period is.',
    })
    interval: InsightInterval,
    @Ctx() { insights }: InsightContext,
  ): Promise<InsightPeriod[]> {
    return question === null ? Promise.resolve([]) : insights.overTime(question, interval, MAX_ROWS);
  }

  @FieldResolver(() => [ModelInsight], {
    description: 'The same model by model, those with the most versions first.',
  })
  async byModel(
    @Root() { question }: RegistryInsight,
    @Arg('first', () => Int, { defaultValue: 20, description: `How many models: 1 to ${MAX_ROWS}.` }) first: number,
    @Ctx() { insights }: InsightContext,
  ): Promise<ModelInsight[]> {
    refuseOutOfRange({ argument: 'first', value: first, min: 1, max: MAX_ROWS });
    return question === null ? [] : insights.byModel(question, first);
  }
}
