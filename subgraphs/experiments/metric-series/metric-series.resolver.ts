import { Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { Experiment } from '../experiment/experiment.entity.js';
import type { MetricLogContext } from '../metric-log/metric-log.context.js';
import { MetricSeriesArgs } from './metric-series.args.js';
import { metricSeries } from './metric-series.js';
import { MetricSeriesRepository } from './metric-series.repository.js';
import { MetricSeries } from './metric-series.type.js';

/** Metrics of many runs, to be drawn. */
@Resolver(() => MetricSeries)
export class MetricSeriesResolver {
  @Directive('@cost(weight: 500)')
  @Query(() => [MetricSeries], {
    description:
      'Metrics of several runs side by side, thinned out by the server so that they can be drawn: of each run in turn a series of each metric.',
  })
  @FiltersItself('a run that is hidden has no points')
  metricSeries(@Args(() => MetricSeriesArgs) args: MetricSeriesArgs, @Ctx() context: MetricLogContext) {
    const { database, loaders } = context;
    return metricSeries(args, { series: new MetricSeriesRepository(database.manager), loaders });
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What the run is called now; null where there is none.',
  })
  async runName(@Root() { of }: MetricSeries, @Ctx() { loaders }: MetricLogContext): Promise<string | null> {
    return of && ((await loaders.nameBySubject.load(of.id))?.name ?? of.name);
  }

  @FieldResolver(() => Experiment, {
    nullable: true,
    description: 'The experiment of the run; null where there is none.',
  })
  async experiment(@Root() { of }: MetricSeries, @Ctx() { loaders }: MetricLogContext): Promise<Experiment | null> {
    return of && loaders.experimentById.load(of.experimentId);
  }
}
