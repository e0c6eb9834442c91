import { Args, Ctx, Directive, Query, Resolver } from 'type-graphql';
import type { Page } from '#platform/paging/page.js';
import type { RunContext } from '../run/run.context.js';
import type { Run } from '../run/run.entity.js';
import { RunConnection } from '../run/run-connection.js';
import { MAX_RUNS, RunSearchArgs } from './run-search.args.js';
import { searchRuns } from './search-runs.js';

/** The search of runs. */
@Resolver()
export class RunSearchResolver {
  @Directive('@cost(weight: 200)')
  @Query(() => RunConnection, {
    description: `Runs by what they have measured, by their parameters, tags, attributes and datasets, in pages of at most ${MAX_RUNS}. What was written a moment ago is found.`,
  })
  runs(@Args(() => RunSearchArgs) args: RunSearchArgs, @Ctx() context: RunContext): Promise<Page<Run>> {
    return searchRuns(args, context);
  }
}
