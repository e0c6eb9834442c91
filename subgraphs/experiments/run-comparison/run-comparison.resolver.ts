import { Arg, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { compareRuns, MAX_COMPARED } from './compare-runs.js';
import type { RunComparisonContext } from './parts-of-runs.js';
import { RunComparison } from './run-comparison.type.js';

/** The comparison of runs. */
@Resolver()
export class RunComparisonResolver {
  @Directive('@cost(weight: 200)')
  @Query(() => RunComparison, {
    description:
      'Runs side by side: code, data, environment, parameters, metrics and tags; what they differ in, or all of it.',
  })
  @FiltersItself(
    'a run that is hidden is one that there is not, and what a run read and ran in that is hidden is compared as if it were not there',
  )
  compareRuns(
    @Arg('runs', () => [ID], { description: `The runs, 2 to ${MAX_COMPARED} of them.` }) runs: string[],
    @Arg('includeEqual', () => Boolean, {
      defaultValue: false,
      description: 'Also what is the same in all of them.',
    })
    includeEqual: boolean,
    @Ctx() context: RunComparisonContext,
  ): Promise<RunComparison> {
    return compareRuns({ runs, includeEqual }, context);
  }
}
