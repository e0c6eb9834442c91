import { ArgsType, Field, ID, Int } from 'type-graphql';

/** The most runs in one answer. */
export const MAX_RUNS = 200;
/** The most metrics in one answer. */
export const MAX_KEYS = 20;
/** The most points of one series. */
export const MAX_SERIES_POINTS = 2_000;
/** The most points of all series that are asked for. */
export const MAX_POINTS = 100_000;

/** What `metricSeries` takes. */
@ArgsType()
export class MetricSeriesArgs {
  @Field(() => [ID], {
    description: `The runs, at most ${MAX_RUNS}; runs times keys times points may not be more than ${MAX_POINTS}.`,
  })
  runs: string[];

  @Field(() => [String], { description: `The metrics, at most ${MAX_KEYS}.` })
  keys: string[];

  @Field(() => Int, {
    defaultValue: 200,
    description: `How many points of each run and metric at most: 4 to ${MAX_SERIES_POINTS}.`,
  })
  points: number;

  @Field(() => Boolean, { defaultValue: false, description: 'Also what came after the ends of the runs.' })
  includeAfterEnd: boolean;
}
